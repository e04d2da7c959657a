# One image for web, worker and beat.
FROM python:3.11-slim AS build
WORKDIR /app
# The embedded servers and everything below the development heading stay out of the image.
COPY requirements.txt .
RUN sed -n '1,/^# Embedded servers/p' requirements.txt > runtime.txt \
 && python -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --disable-pip-version-check -r runtime.txt

FROM python:3.11-slim
RUN groupadd --system --gid 10001 aid \
 && useradd --system --uid 10001 --gid aid --home-dir /var/lib/aid-portal --shell /usr/sbin/nologin aid \
 && install -d -o aid -g aid -m 0700 /var/lib/aid-portal
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    AID_PORTAL_HOME=/var/lib/aid-portal \
    AID_PORTAL_STATIC_ROOT=/app/collected
WORKDIR /app
COPY --from=build /venv /venv
COPY . .
# Collecting needs settings but no secret and no server; the secret made for it stays in this step.
RUN AID_PORTAL_STATIC_MANIFEST=1 AID_PORTAL_HOME=/tmp/build DATABASE_URL=postgres://nowhere/none \
    BROKER_URL=redis://nowhere CACHE_URL=redis://elsewhere \
    python manage.py collectstatic --noinput --verbosity 0 \
 && rm -rf /tmp/build
USER aid
ENV AID_PORTAL_ENV=production
VOLUME /var/lib/aid-portal
EXPOSE 8000
STOPSIGNAL SIGTERM
CMD ["gunicorn", "aid_portal.wsgi", "--bind", "0.0.0.0:8000", "--workers", "3", "--threads", "4", "--timeout", "60", \
     "--worker-tmp-dir", "/dev/shm", "--no-control-socket", "--forwarded-allow-ips", "*"]
