# 两条命令：make demo（从零到可用）、make test（从零到测完）。只需要 Python 3.11 以上和 make。
# Two commands: `make demo` and `make test`; nothing but Python >= 3.11 and make is needed.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help demo demo-reset up db run worker beat shell doctor test ci check fix races faults states bench secret clean
.NOTPARALLEL:

VENV := .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.requirements
PYTHONS := python3.14 python3.13 python3.12 python3.11 python3 python
T ?= tests
N ?= 2
ROUNDS ?= 10
PYTEST := $(PY) -m pytest
# A file stays with one worker: what its tests share is made once.
WORKERS := -n $(N) --dist loadfile --no-loadscope-reorder

help:
	@echo "make demo        从零开始：建环境、建演示县、跑主要工作、打开门户"
	@echo "make demo-reset  清空演示数据，重新开始"
	@echo "make test        全部测试；make test T=tests/students 只测一部分"
	@echo "make check       代码规范、楼层规则、缺失的迁移、模板"
	@echo "make fix         按规范整理代码"
	@echo "make run         开发服务器 http://127.0.0.1:8000"
	@echo "make worker      Celery worker 与 beat"
	@echo "make db          迁移数据库并建演示县"
	@echo "make shell       Django shell"
	@echo "make doctor      检查数据库、消息队列、密钥、打印字体、磁盘、节假日，核对账目、密文和文件"
	@echo "make races       竞争测试，连跑十遍（ROUNDS=10）"
	@echo "make faults      杀进程、清队列、重启数据库的测试"
	@echo "make states      资金状态机：任意次序的两万步操作，账目处处相符"
	@echo "make bench       与同类和极限的比值（BENCH=\"pages --rounds 5\" 只测一部分）"
	@echo "make up          用容器运行整套系统"
	@echo "make ci          check，再带覆盖率跑全部测试"

# The environment is built again when requirements.txt has changed (by content, not by date).
$(STAMP): requirements.txt
	@python=""; for name in $(PYTHONS); do \
		if $$name -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$$name; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
		echo "需要 Python 3.11 以上（含 venv）。Debian：apt-get install python3 python3-venv" >&2; \
		echo "Python 3.11 or newer with venv is needed. Debian: apt-get install python3 python3-venv" >&2; exit 1; \
	fi; \
	sum=`$$python -c 'import hashlib; print(hashlib.sha256(open("requirements.txt","rb").read()).hexdigest())'`; \
	if [ "$$sum" = "`cat $@ 2>/dev/null`" ] && $(PY) -c '' 2>/dev/null; then touch $@; exit 0; fi; \
	echo "建立环境 $(VENV)（约一分钟）…"; \
	$(PY) -m pip --version >/dev/null 2>&1 || { rm -rf $(VENV); $$python -m venv $(VENV); } || exit 1; \
	{ $(PY) -m pip install --disable-pip-version-check --no-input --progress-bar off --requirement requirements.txt 2> $(VENV)/.said; \
		echo $$? > $(VENV)/.status; } | awk '/^Collecting/ { printf "\r  已取 %d 个软件包", ++n; fflush() } /^Installing/ { printf "，正在安装…"; fflush() } END { print "" }'; \
	[ "`cat $(VENV)/.status`" = 0 ] || { cat $(VENV)/.said >&2; echo "软件包未能装好，见上面的原因；多为网络不通，请稍后再运行一次。" >&2; exit 1; }; \
	echo "$$sum" > $@

demo: $(STAMP)
	@$(PY) manage.py dev

demo-reset: $(STAMP)
	@$(PY) -m aid_portal.embedded --reset
	@$(PY) manage.py dev

up:
	docker compose up --build

db: $(STAMP)
	@$(PY) manage.py migrate
	@$(PY) manage.py seed_demo

run: $(STAMP)
	@DEBUG=1 $(PY) manage.py runserver

worker: $(STAMP)
	@$(PY) -m aid_portal.embedded $(PY) -m celery -A aid_portal worker --beat --schedule var/beat --concurrency 2 --loglevel INFO

shell: $(STAMP)
	@$(PY) manage.py shell

doctor: $(STAMP)
	@$(PY) manage.py doctor

test: $(STAMP)
	@$(PYTEST) $(WORKERS) $(T)

ci: check
	@$(PYTEST) $(WORKERS) --cov --cov-report=term:skip-covered tests

check: $(STAMP)
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -c 'from importlinter.cli import lint_imports_command as run; run()' --no-cache
	@$(PY) -m djlint --lint --quiet templates
	@$(PY) manage.py makemigrations --check --dry-run
	@$(PYTEST) -q $(WORKERS) tests/house

fix: $(STAMP)
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

races: $(STAMP)
	@round=0; while [ $$round -lt $(ROUNDS) ]; do round=$$((round + 1)); $(PYTEST) -q tests/races || exit 1; done

faults: $(STAMP)
	@$(PYTEST) -m faults tests/faults

states: $(STAMP)
	@MONEY_EXAMPLES=500 $(PYTEST) -q tests/subsidies/test_money_states.py

bench: $(STAMP)
	@$(PY) -m aid_portal.embedded $(PY) -m tests.benchmarks $(BENCH)

secret: $(STAMP)
	@$(PY) -c 'import secrets; print(secrets.token_urlsafe(48))'

clean:
	rm -rf $(VENV) .pytest_cache .ruff_cache htmlcov .coverage
