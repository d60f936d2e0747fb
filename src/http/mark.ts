/** The sign of Thingstore: captures on a shelf. It takes the colour of the text around it. */
export const MARK = `<svg viewBox="0 0 32 32" fill="none" stroke="currentColor" stroke-width="2.4" stroke-linejoin="round" aria-hidden="true"><rect x="3" y="5" width="11" height="9" rx="2"/><rect x="18" y="5" width="11" height="9" rx="2" fill="currentColor"/><rect x="3" y="18" width="26" height="9" rx="2"/><path d="M8 22.5h9" stroke-linecap="round"/></svg>`;

const PICTURE = MARK.replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" ').replaceAll('currentColor', '#0f8f83');

/** The sign as the picture in the browser's tab, so that no page asks for /favicon.ico. */
export const FAVICON = `data:image/svg+xml,${encodeURIComponent(PICTURE)}`;
