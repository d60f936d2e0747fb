/** The login bar above GraphiQL; colours follow GraphiQL's own choice of light or dark, else the system's. */
export const IDE_STYLE = `
body {
  --bar: #f3f5f8; --field: #ffffff; --text: #1f2937; --quiet: #5b6676; --line: #d5dbe3;
  --accent: #0b6b62; --on-accent: #ffffff; --bad: #b3261e;
  margin: 0; height: 100vh; display: flex; flex-direction: column; overflow: hidden;
}
@media (prefers-color-scheme: dark) {
  body:not(.graphiql-light) {
    --bar: #1a222d; --field: #10161e; --text: #e6ebf1; --quiet: #9aa7b6; --line: #33404f;
    --accent: #4fd1c0; --on-accent: #06201d; --bad: #ff8a80; color-scheme: dark;
  }
}
body.graphiql-dark {
  --bar: #1a222d; --field: #10161e; --text: #e6ebf1; --quiet: #9aa7b6; --line: #33404f;
  --accent: #4fd1c0; --on-accent: #06201d; --bad: #ff8a80; color-scheme: dark;
}
#bar {
  flex: none; display: flex; flex-wrap: wrap; align-items: center; gap: 6px 14px; min-height: 46px; padding: 6px 14px;
  box-sizing: border-box; background: var(--bar); border-bottom: 1px solid var(--line); color: var(--text);
  font: 14px/1.4 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif;
}
#bar .home { display: flex; align-items: center; gap: 8px; color: inherit; font-weight: 650; text-decoration: none; }
#bar .home svg { width: 24px; height: 24px; color: var(--accent); }
#bar .home:hover { text-decoration: underline; }
#bar form, #bar #account { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 8px; margin: 0 0 0 auto; }
#bar [hidden] { display: none !important; }
#bar label { display: flex; align-items: center; gap: 6px; color: var(--quiet); }
#bar input {
  width: 13em; padding: 4px 8px; border: 1px solid var(--line); border-radius: 6px; background: var(--field);
  color: var(--text); font: inherit;
}
#bar button {
  padding: 4px 12px; border: 1px solid var(--line); border-radius: 6px; background: var(--field); color: var(--text);
  font: inherit; cursor: pointer;
}
#bar form button { background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 600; }
#bar button:disabled { opacity: 0.6; cursor: default; }
#bar #problem { flex-basis: 100%; margin: 0; text-align: right; color: var(--bad); }
#bar #problem:empty { display: none; }
#bar :focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
#root { flex: 1; min-height: 0; }
#root > .graphiql-container { height: 100%; }
/* GraphiQL moves its first tabs to a wrong place as soon as they get the focus, so that a click misses them. */
.graphiql-tab { transform: none !important; }
/* The bar says the name already. */
.graphiql-logo { display: none; }
noscript { padding: 2rem; }
`;
