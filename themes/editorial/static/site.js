// Large type, remembered. Without this script the same links work, for the page that is open.
(function () {
  'use strict';
  var root = document.documentElement;
  var key = 'wanjia-type';

  function remember(large) {
    try {
      if (large) localStorage.setItem(key, 'large');
      else localStorage.removeItem(key);
    } catch (refused) { /* not remembered, still shown */ }
  }

  function remembered() {
    try {
      return localStorage.getItem(key) === 'large';
    } catch (refused) {
      return false;
    }
  }

  function show(large) {
    if (large) root.setAttribute('data-mode', 'elder');
    else root.removeAttribute('data-mode');
  }

  function follow() {
    if (location.hash !== '#large' && location.hash !== '#normal') return;
    var large = location.hash === '#large';
    show(large);
    remember(large);
  }

  if (remembered()) show(true);
  follow();
  addEventListener('hashchange', follow);
}());
