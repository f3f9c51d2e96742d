/**
 * Puts the page's `appearance` and `fonts` on the element, through the CSS object model only, as its content security
 * policy asks. The values come from the page: nothing in them may fetch anything or look into what was typed.
 *
 * @typedef {import('@stripe/stripe-js').Appearance} Appearance
 */

/** Selectors that `rules` may use: the element's public classes, with a state or a part. */
const PUBLIC = /^\.[A-Z][A-Za-z]*(--[a-z]+)?(:{1,2}[a-z-]+)*$/;

const sheet = new CSSStyleSheet();
document.adoptedStyleSheets = [sheet];

/** @param {Appearance} [appearance] */
export function applyAppearance({ theme = 'stripe', variables = {}, rules = {}, disableAnimations } = {}) {
  const root = document.documentElement;
  root.dataset.theme = theme;
  root.toggleAttribute('data-still', Boolean(disableAnimations));
  root.removeAttribute('style');
  for (const [name, value] of Object.entries(variables)) {
    if (/^\w+$/.test(name) && isHarmless(value)) root.style.setProperty(`--${name}`, value);
  }
  applyRules(rules);
}

/** @param {NonNullable<Appearance['rules']>} rules */
function applyRules(rules) {
  sheet.replaceSync('');
  for (const [selector, properties] of Object.entries(rules)) {
    if (!PUBLIC.test(selector)) continue;
    const rule = /** @type {CSSStyleRule} */ (sheet.cssRules[sheet.insertRule(`${selector} {}`)]);
    for (const [name, value] of Object.entries(properties)) {
      if (isHarmless(value))
        rule.style.setProperty(
          name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
          value,
        );
    }
  }
}

/**
 * Fonts that the page names by family and source. Those in a stylesheet elsewhere (`cssSrc`) are left out: the sandbox
 * asks nothing of other hosts.
 *
 * @param {any[]} [fonts]
 */
export function applyFonts(fonts = []) {
  for (const { family, src, cssSrc, ...descriptors } of fonts) {
    if (family && src) document.fonts.add(new FontFace(family, src, descriptors));
  }
}

/** @param {unknown} value @returns {value is string} */
function isHarmless(value) {
  return typeof value === 'string' && !/url\(|image-set\(|[;{}<]/i.test(value);
}
