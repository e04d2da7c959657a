/* Draws charts.Chart data with ECharts: canvas only and tooltips as text, because the page's policy forbids inline styles. */
"use strict";

(() => {
  const COLOURS = ["#0b57c2", "#3a9d8f", "#e0a030", "#7a63c4", "#c8553d", "#5b88b5", "#8aa651", "#9a6a48"];
  const FONT = getComputedStyle(document.documentElement).getPropertyValue("--bs-body-font-family");
  const TEXT = { color: "#3a4754", fontFamily: FONT, fontSize: 13 };
  const written = (value) => Number(value).toLocaleString("zh-CN", { maximumFractionDigits: 2 });

  function shared(data) {
    return {
      color: COLOURS,
      textStyle: TEXT,
      animationDuration: 350,
      aria: { enabled: false },
      legend: data.series.length > 1 || data.kind === "pie" ? { type: "scroll", top: 0, left: 0, itemWidth: 12, itemHeight: 12, itemGap: 18, icon: "roundRect", textStyle: TEXT } : undefined,
      tooltip: { renderMode: "richText", confine: true, trigger: data.kind === "pie" ? "item" : "axis", axisPointer: { type: data.kind === "line" ? "line" : "shadow" }, valueFormatter: (value) => `${written(value)} ${data.unit}`, textStyle: TEXT, borderColor: "#c6ced8", borderWidth: 1 },
    };
  }

  function pie(data, narrow) {
    const slices = data.categories.map((name, index) => ({ name, value: data.series[0].values[index] }));
    const label = { formatter: (slice) => `${slice.name}  ${Math.round(slice.percent)}%`, overflow: "none", edgeDistance: "1%", ...TEXT };
    const legend = narrow ? { bottom: 0, left: "center", itemWidth: 12, itemHeight: 12, icon: "roundRect", textStyle: TEXT } : undefined;
    const ring = narrow ? { radius: ["40%", "66%"], center: ["50%", "42%"], label: { show: false } } : { radius: ["44%", "70%"], center: ["50%", "52%"], label };
    return { ...shared(data), legend, series: [{ type: "pie", data: slices, itemStyle: { borderColor: "#fff", borderWidth: 2 }, ...ring }] };
  }

  function axes(data) {
    const short = (value) => (Math.abs(value) >= 100000 ? `${written(value / 10000)}${data.tenThousand}` : written(value));
    const lying = data.kind === "row";
    const names = { type: "category", data: data.categories, inverse: lying, axisTick: { show: false }, axisLine: { lineStyle: { color: "#c6ced8" } }, axisLabel: { ...TEXT, hideOverlap: true } };
    const values = { type: "value", splitLine: { lineStyle: { color: "#e9edf2" } }, splitNumber: 4, axisLabel: { ...TEXT, color: "#5b6570", formatter: short } };
    const top = data.series.length > 1 ? 40 : 14;
    const drawn = data.series.map((one, index) => ({
      name: one.name,
      type: data.kind === "line" ? "line" : "bar",
      data: one.values,
      stack: data.stacked ? "all" : undefined,
      barMaxWidth: 28,
      smooth: 0.2,
      symbolSize: 7,
      lineStyle: { width: 2.5 },
      itemStyle: { borderRadius: data.stacked && index < data.series.length - 1 ? 0 : lying ? [0, 4, 4, 0] : [4, 4, 0, 0] },
    }));
    return { ...shared(data), grid: { left: 4, right: 18, top, bottom: 4, containLabel: true }, xAxis: lying ? values : names, yAxis: lying ? names : values, series: drawn };
  }

  function draw(box) {
    if (box.dataset.drawn) return;
    box.dataset.drawn = "yes";
    const data = JSON.parse(document.getElementById(box.dataset.chart).textContent);
    const chart = window.echarts.init(box, null, { renderer: "canvas" });
    chart.setOption(data.kind === "pie" ? pie(data, box.clientWidth < 480) : axes(data));
    chart.on("click", (event) => { if (data.links[event.dataIndex]) window.location.href = data.links[event.dataIndex]; });
    window.addEventListener("resize", () => chart.resize());
  }

  window.portalCharts = (root) => root.querySelectorAll("[data-chart]").forEach(draw);
  if (document.readyState !== "loading") window.portalCharts(document);
})();
