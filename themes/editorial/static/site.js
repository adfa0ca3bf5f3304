// Remembers large type, prints, copies the page's address. Without this file everything can be read; only these three are missing.
(function () {
  'use strict';
  var root = document.documentElement, key = 'type';
  root.setAttribute('data-js', '');

  function remembered() {
    try { return localStorage.getItem(key) === 'large'; } catch (e) { return root.getAttribute('data-mode') === 'elder'; }
  }
  function show(large) {
    if (large) root.setAttribute('data-mode', 'elder'); else root.removeAttribute('data-mode');
  }
  function choose(large) {
    show(large);
    try { if (large) localStorage.setItem(key, 'large'); else localStorage.removeItem(key); } catch (e) { /* private window: for this page only */ }
  }
  function followAddress() {
    if (location.hash === '#large') choose(true); else if (location.hash === '#normal') choose(false); else show(remembered());
  }

  followAddress(); // before the first paint
  window.addEventListener('hashchange', followAddress);
  window.addEventListener('pageshow', function (event) { if (event.persisted) show(remembered()); });
  window.addEventListener('storage', function (event) { if (event.key === key) show(event.newValue === 'large'); });

  document.addEventListener('click', function (event) {
    var to = event.target.closest && event.target.closest('a[href="#large"], a[href="#normal"], [data-do]');
    if (!to) return;
    var what = to.getAttribute('data-do'), hash = to.getAttribute('href');
    if (what === 'print') window.print();
    else if (what === 'copy') copy(to);
    else {
      choose(hash === '#large');
      var other = document.querySelector(hash === '#large' ? '.to-normal' : '.to-large');
      setTimeout(function () { other.focus(); }, 0); // the link that was pressed is gone
    }
  });

  function copy(button) {
    var address = location.href.split('#')[0], told = function () { button.textContent = button.getAttribute('data-done'); };
    if (navigator.clipboard && window.isSecureContext) { navigator.clipboard.writeText(address).then(told, function () {}); return; }
    var field = document.createElement('textarea');
    field.value = address;
    document.body.appendChild(field);
    field.select();
    try { if (document.execCommand('copy')) told(); } finally { field.remove(); }
    button.focus();
  }
})();
