// Where the chat stands on the page: the launcher, the panel, or in the page itself.

import { css } from "lit";

export const frame = css`
  :host([mode="inline"]) {
    height: 100%;
    min-height: 320px;
  }

  .launcher {
    position: fixed;
    right: max(20px, env(safe-area-inset-right));
    bottom: calc(20px + env(safe-area-inset-bottom));
    z-index: var(--advisor-layer, 2147483000);
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 52px;
    padding: 0 20px 0 16px;
    border: 0;
    border-radius: 26px;
    background: var(--brand);
    color: var(--brand-ink);
    font-weight: 600;
    box-shadow: 0 6px 20px rgb(0 0 0 / 22%);
  }

  .launcher svg {
    width: 24px;
    height: 24px;
  }

  .panel {
    position: fixed;
    inset: auto max(20px, env(safe-area-inset-right)) calc(20px + env(safe-area-inset-bottom)) auto;
    z-index: var(--advisor-layer, 2147483000);
    width: 408px;
    max-width: calc(100vw - 40px);
    height: min(680px, calc(100dvh - 40px));
    margin: 0;
    padding: 0;
    border: 1px solid var(--line);
    border-radius: 20px;
    background: var(--ground);
    color: var(--ink);
    overflow: hidden;
    box-shadow: 0 16px 48px rgb(0 0 0 / 24%);
  }

  .panel:modal {
    inset: 0;
    width: 100vw;
    max-width: none;
    height: var(--visible-height, 100dvh);
    max-height: none;
    border: 0;
    border-radius: 0;
    box-shadow: none;
  }

  .chat {
    position: relative;
    display: flex;
    flex-direction: column;
    height: 100%;
    background: var(--ground);
    overflow: hidden;
  }
`;
