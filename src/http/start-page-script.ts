/** Runs in the browser: whether the server is ready, and the buttons that copy. The page says all it has to without it. */
export const START_PAGE_SCRIPT = `
const state = document.querySelector('.state');

async function showState() {
  try {
    const response = await fetch('readyz', { cache: 'no-store' });
    const parts = await response.json();
    const missing = Object.keys(parts).filter((name) => name !== 'status' && parts[name] !== 'ok');
    state.className = response.ok ? 'state ready' : 'state unready';
    state.textContent = response.ok ? 'Ready' : 'Not ready: ' + (missing.join(', ') || 'stopping');
  } catch {
    state.className = 'state unready';
    state.textContent = 'Does not answer';
  }
}

async function copy(button) {
  const code = button.parentElement.querySelector('code');
  try {
    await navigator.clipboard.writeText(code.textContent);
    button.textContent = 'Copied';
  } catch {
    // Without https the clipboard is closed to pages: select the text, so that one key copies it.
    getSelection().selectAllChildren(code);
    button.textContent = 'Press Ctrl-C';
  }
  setTimeout(() => { button.textContent = 'Copy'; }, 2500);
}

for (const button of document.querySelectorAll('.copyable button')) {
  button.hidden = false;
  button.addEventListener('click', () => copy(button));
}
showState();
setInterval(showState, 10000);
`;
