/** How the start page looks: light and dark, no fonts and no pictures from elsewhere. */
export const START_PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --ground: #f6f7f9; --card: #ffffff; --text: #17202b; --quiet: #5a6675; --line: #dde2e9;
  --accent: #0b6b62; --on-accent: #ffffff; --code: #f0f3f6; --good: #17734a; --bad: #b3261e;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #10151c; --card: #182029; --text: #e6ebf1; --quiet: #9aa7b6; --line: #2b3643;
    --accent: #4fd1c0; --on-accent: #06201d; --code: #10161d; --good: #5fd39a; --bad: #ff8a80;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--ground); color: var(--text);
  font: 16px/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif;
}
main { max-width: 52rem; margin: 0 auto; padding: 3rem 1.25rem 4rem; }
header { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 0.9rem; }
header svg { width: 2.6rem; height: 2.6rem; color: var(--accent); }
h1 { margin: 0; font-size: 1.9rem; line-height: 1.2; letter-spacing: -0.01em; }
h2 { margin: 0 0 0.4rem; font-size: 1.1rem; }
p { margin: 0.4rem 0; }
.version { color: var(--quiet); font-size: 0.95rem; align-self: flex-end; padding-bottom: 0.2rem; }
.lead { color: var(--quiet); margin: 0.9rem 0 1.4rem; max-width: 40rem; }
.state {
  margin: 0 0 0 auto; padding: 0.2rem 0.8rem; border: 1px solid var(--line); border-radius: 99px;
  background: var(--card); color: var(--quiet); font-size: 0.9rem; white-space: nowrap;
}
.state::before { content: ''; display: inline-block; width: 0.55em; height: 0.55em; margin-right: 0.5em; border-radius: 50%; background: currentColor; }
.state.ready { color: var(--good); }
.state.unready { color: var(--bad); white-space: normal; }
nav { display: flex; flex-wrap: wrap; gap: 0.6rem; margin-bottom: 1.6rem; }
.button {
  padding: 0.5rem 1.1rem; border: 1px solid var(--line); border-radius: 8px; background: var(--card);
  color: var(--text); text-decoration: none; font-weight: 500;
}
.button.first { background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 600; }
.button:hover { border-color: var(--accent); }
section { margin: 1rem 0; padding: 1.15rem 1.3rem 1.25rem; border: 1px solid var(--line); border-radius: 12px; background: var(--card); }
section p { color: var(--quiet); }
code { font: 0.86em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace; color: var(--text); }
p code { padding: 0.1em 0.35em; border-radius: 4px; background: var(--code); overflow-wrap: anywhere; }
.copyable { position: relative; margin-top: 0.7rem; }
pre {
  margin: 0; padding: 0.85rem 1rem; border: 1px solid var(--line); border-radius: 8px; background: var(--code);
  white-space: pre-wrap; overflow-wrap: anywhere; font-size: 0.94rem;
}
.copyable button {
  position: absolute; top: 0.5rem; right: 0.5rem; padding: 0.2rem 0.7rem; border: 1px solid var(--line);
  border-radius: 6px; background: var(--card); color: var(--text); font: inherit; font-size: 0.8rem; cursor: pointer;
}
.copyable button:hover { border-color: var(--accent); }
@media (max-width: 36rem) { pre { padding-top: 2.8rem; } main { padding-top: 1.5rem; } }
footer { margin-top: 1.6rem; color: var(--quiet); font-size: 0.9rem; }
footer a { color: inherit; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
`;
