// The looks that a reader, a day of mourning or a printer gives a page. Each look has `on`, which
// puts it on the page that a tab shows and tells what it finds missing, and `off`.

// Puppeteer's two calls for media would each undo the other; and what a session sets, it takes along when it ends.
const sessions = new WeakMap();
const media = (scheme, type) => async (tab) => {
  if (!sessions.has(tab)) sessions.set(tab, await tab.createCDPSession());
  await sessions.get(tab).send('Emulation.setEmulatedMedia', {
    media: type,
    features: [{ name: 'prefers-color-scheme', value: scheme }, { name: 'prefers-reduced-motion', value: 'reduce' }],
  });
  return [];
};
const plain = media('light', 'screen');

/** Large print begins at this size, in CSS pixels. */
const LARGE = 24;

export const LOOKS = {
  light: { on: plain, off: plain },
  dark: { on: media('dark', 'screen'), off: plain },
  large: { on: (tab) => enlarge(tab), off: (tab) => tab.evaluate(shrink) },
  // The sheet of paper is as wide as it is, whatever the window; and nobody taps on it.
  print: { on: media('light', 'print'), off: plain, widths: [794], without: ['target-size'] },
  mourning: { on: (tab) => tab.evaluate(mourn), off: (tab) => tab.evaluate(comfort), widths: [1280] },
};

/** The looks that a page offers: large print and mourning only where its theme has them. */
export function looksOf(tab) {
  return tab.evaluate(() => {
    const root = document.documentElement;
    const before = root.className;
    root.classList.add('mourning');
    const mourns = getComputedStyle(root).filter !== 'none';
    root.className = before;
    return ['light', 'dark', ...(root.id === 'large' ? ['large'] : []), 'print', ...(mourns ? ['mourning'] : [])];
  });
}

/** Large print, as readers without a script get it: by the address. */
async function enlarge(tab) {
  return tab.evaluate(async (least) => {
    await new Promise((done) => {
      window.addEventListener('hashchange', done, { once: true });
      window.location.hash = '#large';
    });
    const size = parseFloat(getComputedStyle(document.querySelector('main p') ?? document.body).fontSize);
    return size < least ? [`its text has ${size} px, less than ${least}`] : [];
  }, LARGE);
}

// Runs in the page, whose script may have remembered.
async function shrink() {
  localStorage.clear();
  await new Promise((done) => {
    window.addEventListener('hashchange', done, { once: true });
    window.location.hash = '';
  });
}

// Run in the page. A filter on the root takes the colour away after everything is painted, where
// axe cannot see it; so every colour is replaced by the grey that the filter would make of it.
function mourn() {
  const root = document.documentElement;
  root.classList.add('mourning');
  const filter = getComputedStyle(root).filter;
  const grey = (colour) => colour.replace(/rgba?\(([^)]+)\)/g, (_, inside) => {
    const [r, g, b, alpha = 1] = inside.split(/[,\s/]+/).map(Number);
    const level = Math.round(0.2126 * r + 0.7152 * g + 0.0722 * b);
    return `rgba(${level}, ${level}, ${level}, ${alpha})`;
  });
  const painted = [root, ...document.body.querySelectorAll('*'), document.body].map((element) => {
    const { color, backgroundColor, backgroundImage } = getComputedStyle(element);
    return { element, color, backgroundColor, backgroundImage };
  });
  for (const { element, color, backgroundColor, backgroundImage } of painted) {
    element.style.setProperty('color', grey(color), 'important');
    element.style.setProperty('background-color', grey(backgroundColor), 'important');
    if (backgroundImage.includes('gradient')) element.style.setProperty('background-image', grey(backgroundImage), 'important');
  }
  return /grayscale\((1|100%)\)/.test(filter) ? [] : [`the colour stays: filter is ${filter}`];
}

function comfort() {
  document.documentElement.classList.remove('mourning');
  for (const element of document.querySelectorAll('[style]')) {
    for (const name of ['color', 'background-color', 'background-image']) element.style.removeProperty(name);
  }
}
