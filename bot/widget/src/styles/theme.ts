// Colours, sizes and type. A host page sets the --advisor-… properties; everything else follows from these.

import { css } from "lit";

const dark = css`
  color-scheme: dark;
  --ground: var(--advisor-ground, #101615);
  --surface: var(--advisor-surface, #1a2321);
  --sunken: var(--advisor-sunken, #151d1b);
  --line: var(--advisor-line, #2e3b38);
  --ink: var(--advisor-ink, #e8efed);
  --muted: var(--advisor-muted, #9fb0ab);
  --brand: var(--advisor-brand, #4cc2ac);
  --brand-ink: var(--advisor-brand-ink, #06201b);
  --brand-soft: var(--advisor-brand-soft, #17352f);
  --stuck: var(--advisor-stuck, #f5a572);
  --stuck-soft: var(--advisor-stuck-soft, #3a2417);
  --danger: var(--advisor-danger, #ff9a94);
`;

export const theme = css`
  :host {
    all: initial;
    color-scheme: light;
    --ground: var(--advisor-ground, #f2f4f3);
    --surface: var(--advisor-surface, #ffffff);
    --sunken: var(--advisor-sunken, #f6f8f7);
    --line: var(--advisor-line, #dde3e1);
    --ink: var(--advisor-ink, #17211f);
    --muted: var(--advisor-muted, #566561);
    --brand: var(--advisor-brand, #0b6b5d);
    --brand-ink: var(--advisor-brand-ink, #ffffff);
    --brand-soft: var(--advisor-brand-soft, #e0f0ec);
    --stuck: var(--advisor-stuck, #b4460b);
    --stuck-soft: var(--advisor-stuck-soft, #fdeee4);
    --danger: var(--advisor-danger, #a8201a);
    --radius: var(--advisor-radius, 16px);
    --text: var(--advisor-text-size, 16px);
    --family: var(
      --advisor-font,
      -apple-system,
      BlinkMacSystemFont,
      "PingFang SC",
      "Microsoft YaHei",
      "Noto Sans CJK SC",
      "Noto Sans SC",
      sans-serif
    );
    display: block;
    color: var(--ink);
    font: var(--text) / 1.65 var(--family);
    overflow-wrap: anywhere;
    text-align: start;
  }

  :host([text-size="large"]) {
    --text: var(--advisor-text-size, 19px);
  }

  :host([hidden]) {
    display: none;
  }

  @media (prefers-color-scheme: dark) {
    :host(:not([theme="light"])) {
      ${dark}
    }
  }

  :host([theme="dark"]) {
    ${dark}
  }

  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  h1,
  h2,
  h3,
  h4,
  p,
  ul,
  ol,
  dl,
  dd {
    margin: 0;
  }

  button,
  textarea,
  input {
    font: inherit;
    color: inherit;
  }

  button {
    cursor: pointer;
  }

  button:disabled {
    cursor: default;
  }

  :focus-visible {
    outline: 2px solid var(--brand);
    outline-offset: 2px;
  }

  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .muted {
    color: var(--muted);
  }

  .quiet {
    min-height: 40px;
    padding: 4px 12px;
    border: 1px solid var(--line);
    border-radius: 999px;
    background: transparent;
    font-size: calc(var(--text) * 0.875);
    white-space: nowrap;
  }

  .quiet:hover {
    background: var(--brand-soft);
  }

  .unfolding summary {
    padding: 8px 0;
    color: var(--brand);
    font-size: calc(var(--text) * 0.875);
    cursor: pointer;
  }

  .unfolding[open] summary {
    margin-bottom: 4px;
  }

  .tag {
    margin-left: 8px;
    padding: 1px 8px;
    border-radius: 999px;
    background: var(--brand-soft);
    font-size: calc(var(--text) * 0.8125);
  }
`;
