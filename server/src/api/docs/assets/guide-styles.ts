/** Guides, and the list of them. */
export const GUIDE_STYLES = `
.guides { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 320px), 1fr)); gap: 16px; margin: 20px 0 0; padding: 0; list-style: none; }
.guides li { padding: 16px 18px; border: 1px solid var(--line); border-radius: 12px; }
.guides a { font-weight: 600; }
.guides p { margin: 6px 0 0; color: var(--muted); font-size: 15px; }

.guide { max-width: 930px; overflow-wrap: break-word; }
.guide > p, .guide > ul, .guide > ol { max-width: 780px; }
.guide .code pre { max-height: none; }
.guide h2 { margin: 48px 0 12px; }
.guide h3 { margin-top: 32px; }
.guide p, .guide ul, .guide ol { margin: 0 0 14px; }
.guide ul, .guide ol { padding-left: 26px; }
.guide li { margin-bottom: 6px; }
.guide .tasks { padding-left: 4px; list-style: none; }
.guide .tasks li { padding-left: 24px; text-indent: -24px; }
.guide .scroll { margin: 0 0 18px; }
.guide td, .guide th { padding-right: 16px; }
.guide td { min-width: 110px; }
.guide td code { white-space: normal; overflow-wrap: normal; }
.guide blockquote { margin: 0 0 14px; padding: 2px 16px; border-left: 3px solid var(--line); color: var(--muted); }
.code .note { color: var(--muted); }

.places .level-3 a { padding-left: 24px; }
`;
