/** Code in the text, and blocks of it. */
export const CODE_STYLES = `
code { padding: 1px 4px; border-radius: 5px; background: var(--tint); font: 0.9em/1.5 var(--mono); overflow-wrap: anywhere; }
.code { margin: 0 0 16px; border: 1px solid var(--line); border-radius: 10px; background: var(--code-ground); overflow: hidden; }
figcaption { display: flex; align-items: center; justify-content: space-between; gap: 12px; min-height: 38px; padding: 0 8px 0 14px; border-bottom: 1px solid var(--line); color: var(--muted); font-size: 13.5px; }
.code pre { max-height: 560px; margin: 0; padding: 14px; overflow: auto; tab-size: 2; }
.code pre:focus-visible { outline-offset: -2px; }
.code pre code { padding: 0; background: none; font: 13px/1.6 var(--mono); overflow-wrap: normal; }
.code i { font-style: normal; }
.code .name { color: var(--code-name); }
.code .text { color: var(--code-text); }
.code .value { color: var(--code-value); }
.copy { min-height: 28px; padding: 0 10px; border: 1px solid transparent; border-radius: 7px; background: none; color: var(--accent); font: inherit; cursor: pointer; }
.copy:hover { border-color: var(--line); background: var(--ground); }
.other { margin: -6px 0 16px; }
.other .code { margin-top: 8px; }
`;
