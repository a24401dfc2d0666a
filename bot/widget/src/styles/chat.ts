// The conversation: header, messages, what can be tapped or filled in, and where one writes.

import { css } from "lit";

export const chat = css`
  .top {
    background: var(--surface);
    border-bottom: 1px solid var(--line);
    padding-top: env(safe-area-inset-top);
  }

  .top-inner,
  .composer-inner,
  .footing {
    display: flex;
    align-items: center;
    gap: 8px;
    width: 100%;
    max-width: 800px;
    margin: 0 auto;
    padding: 8px 16px;
  }

  .top-words {
    flex: 1;
    min-width: 0;
  }

  .top h1 {
    font-size: var(--text);
    line-height: 1.4;
  }

  .progress {
    font-size: calc(var(--text) * 0.8125);
    line-height: 1.4;
    color: var(--muted);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .close {
    flex: none;
    width: 44px;
    min-height: 44px;
    padding: 0;
    border: 0;
    border-radius: 50%;
    background: transparent;
  }

  .close:hover {
    background: var(--brand-soft);
  }

  .close svg {
    display: block;
    width: 20px;
    height: 20px;
    margin: auto;
  }

  .scroll {
    position: relative;
    flex: 1;
    overflow-y: auto;
    overscroll-behavior: contain;
  }

  .scroll:focus-visible {
    outline-offset: -2px;
  }

  .log,
  .below {
    display: flex;
    flex-direction: column;
    gap: 12px;
    max-width: 800px;
    margin: 0 auto;
    padding: 16px;
  }

  .below {
    padding-top: 0;
  }

  .log:empty,
  .below:empty {
    display: none;
  }

  .message {
    position: relative;
    max-width: min(88%, 620px);
    padding: 10px 14px;
    border-radius: var(--radius);
    scroll-margin-top: 12px;
  }

  .message p + p,
  .message p + ul,
  .message p + ol,
  .message ul + p,
  .message ol + p {
    margin-top: 6px;
  }

  .message ul,
  .message ol {
    padding-left: 1.4em;
  }

  .theirs {
    align-self: flex-start;
    background: var(--surface);
    border: 1px solid var(--line);
    border-top-left-radius: 4px;
  }

  .mine {
    align-self: flex-end;
    background: var(--brand);
    color: var(--brand-ink);
    border-top-right-radius: 4px;
    white-space: pre-wrap;
  }

  .mine.unsent {
    background: transparent;
    color: var(--ink);
    border: 1px dashed var(--danger);
  }

  .delivery {
    align-self: flex-end;
    margin-top: -8px;
    font-size: calc(var(--text) * 0.8125);
    color: var(--muted);
  }

  .wide {
    width: 100%;
    max-width: 100%;
    padding: 0;
    overflow: hidden;
  }

  .placeholder {
    padding: 24px 16px;
    color: var(--muted);
  }

  .notice {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: flex-end;
    gap: 8px 12px;
    align-self: flex-end;
    color: var(--danger);
    font-size: calc(var(--text) * 0.875);
    text-align: right;
  }

  .notice .quiet {
    border-color: currentColor;
  }

  fact-advisor-replies {
    display: flex;
    flex-direction: column;
    gap: 12px;
  }

  .replies,
  .noted {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }

  .reply {
    min-height: 44px;
    padding: 6px 16px;
    border: 1px solid var(--brand);
    border-radius: 999px;
    background: var(--surface);
    color: var(--brand);
    font-size: calc(var(--text) * 0.9375);
    text-align: left;
  }

  .reply:hover:enabled {
    background: var(--brand-soft);
  }

  .reply[aria-pressed="true"],
  .reply-done:enabled {
    background: var(--brand);
    color: var(--brand-ink);
  }

  .reply-done:disabled {
    border-color: var(--line);
    color: var(--muted);
  }

  .noted {
    margin-top: 8px;
    padding-top: 8px;
    border-top: 1px dashed var(--line);
  }

  .chip {
    min-height: 40px;
    padding: 2px 12px;
    border: 0;
    border-radius: 999px;
    background: var(--brand-soft);
    font-size: calc(var(--text) * 0.875);
  }

  .chip:hover {
    outline: 1px solid var(--brand);
  }

  .figures {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 8px 12px;
  }

  .noted .figures {
    width: 100%;
  }

  .figure {
    display: flex;
    flex-direction: column;
    gap: 2px;
    font-size: calc(var(--text) * 0.875);
  }

  .figure-field {
    display: flex;
    align-items: center;
    gap: 6px;
    min-height: 44px;
    padding: 0 14px;
    border: 1px solid var(--line);
    border-radius: 22px;
    background: var(--surface);
  }

  .figure-field:focus-within {
    outline: 2px solid var(--brand);
    outline-offset: 2px;
  }

  .figure input {
    width: 6.5em;
    min-width: 0;
    padding: 8px 0;
    border: 0;
    background: transparent;
    font-size: var(--text);
    outline: none;
  }

  .typing {
    display: flex;
    gap: 6px;
    padding: 4px 0;
  }

  .typing i {
    width: 8px;
    height: 8px;
    border-radius: 50%;
    background: var(--muted);
    animation: breathe 1.2s infinite ease-in-out;
  }

  .typing i:nth-of-type(2) {
    animation-delay: 0.15s;
  }

  .typing i:nth-of-type(3) {
    animation-delay: 0.3s;
  }

  @keyframes breathe {
    0%,
    70%,
    100% {
      opacity: 0.25;
    }
    35% {
      opacity: 1;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .typing i {
      animation: none;
      opacity: 0.6;
    }
  }

  .news {
    position: absolute;
    bottom: 12px;
    left: 50%;
    transform: translateX(-50%);
    box-shadow: 0 4px 14px rgb(0 0 0 / 18%);
  }

  .news-place {
    position: relative;
    height: 0;
  }

  .message > .unfolding summary {
    padding: 6px 0 0;
  }

  .notes {
    font-size: calc(var(--text) * 0.875);
  }

  .notes + .notes {
    margin-top: 10px;
  }

  .notes dt {
    color: var(--muted);
  }

  .notes .notes-question {
    color: var(--ink);
    font-weight: 600;
  }

  .notes dd + dt {
    margin-top: 4px;
  }

  .composer {
    background: var(--surface);
    border-top: 1px solid var(--line);
    padding-bottom: env(safe-area-inset-bottom);
  }

  .composer-inner {
    align-items: flex-end;
    padding-bottom: 4px;
  }

  .composer textarea {
    flex: 1;
    min-width: 0;
    min-height: 44px;
    max-height: 30vh;
    padding: 8px 14px;
    border: 1px solid var(--line);
    border-radius: 22px;
    background: var(--ground);
    resize: none;
  }

  .composer textarea::placeholder {
    color: var(--muted);
  }

  .send {
    min-height: 44px;
    padding: 0 20px;
    border: 0;
    border-radius: 22px;
    background: var(--brand);
    color: var(--brand-ink);
    font-weight: 600;
    white-space: nowrap;
  }

  .send:disabled {
    background: var(--line);
    color: var(--muted);
  }

  .footing {
    flex-wrap: wrap;
    gap: 0 16px;
    padding-top: 0;
    padding-bottom: 6px;
    font-size: calc(var(--text) * 0.8125);
    color: var(--muted);
  }

  .footing p {
    flex: 1;
    min-width: 9em;
  }

  .link {
    min-height: 40px;
    padding: 0 2px;
    border: 0;
    background: transparent;
    color: var(--brand);
    font-size: calc(var(--text) * 0.8125);
    text-decoration: underline;
    text-underline-offset: 3px;
  }

  .confirm {
    max-width: min(360px, calc(100vw - 32px));
    padding: 20px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--ink);
  }

  .confirm::backdrop {
    background: rgb(0 0 0 / 45%);
  }

  .confirm-buttons {
    display: flex;
    justify-content: flex-end;
    gap: 8px;
    margin-top: 16px;
  }

  .confirm .quiet {
    min-height: 44px;
  }

  @media (max-width: 420px) {
    .top-inner {
      padding: 6px 10px;
      gap: 6px;
    }

    .log {
      padding: 12px;
    }

    .below {
      padding: 0 12px 12px;
    }

    .message {
      max-width: 92%;
    }

    .wide {
      max-width: 100%;
    }
  }
`;
