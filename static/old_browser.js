/* Internet Explorer and the IE mode of 360, QQ and 2345 browsers cannot show the portal; this file must stay readable to them (ES3). */
(function () {
  if (document.documentMode) {
    var scripts = document.getElementsByTagName("script");
    window.location.replace(scripts[scripts.length - 1].getAttribute("data-page"));
  }
})();
