// The report card, loaded with it.

import { css } from "lit";

export const report = css`
  /* report */

  .report h2 {
    font-size: calc(var(--text) * 1.1875);
    line-height: 1.45;
    text-wrap: balance;
  }

  .report h3 {
    margin-bottom: 8px;
    font-size: calc(var(--text) * 0.9375);
    color: var(--muted);
    font-weight: 600;
  }

  .report h4 {
    font-size: calc(var(--text) * 1);
  }

  .message .snowball {
    --tallest: 34px;
    display: grid;
    grid-template-columns: repeat(3, 1fr);
    margin: 0;
    padding: 16px 12px 12px;
    list-style: none;
    background: var(--sunken);
    border-bottom: 1px solid var(--line);
  }

  .ball {
    position: relative;
    display: flex;
    flex-direction: column;
    align-items: center;
    font-size: calc(var(--text) * 0.875);
    line-height: 1.4;
    color: var(--muted);
    text-align: center;
  }

  .ball-ball {
    width: var(--size);
    height: var(--size);
    margin: calc((var(--tallest) - var(--size)) / 2) 0 calc((var(--tallest) - var(--size)) / 2 + 6px);
    border: 2px solid var(--muted);
    border-radius: 50%;
    background: var(--surface);
  }

  .ball + .ball::before {
    content: "";
    position: absolute;
    top: calc(var(--tallest) / 2 - 1px);
    right: calc(50% + var(--size) / 2 + 10px);
    left: calc(-50% + var(--size-before) / 2 + 10px);
    height: 2px;
    border-radius: 1px;
    background: var(--line);
  }

  .ball:nth-child(1) {
    --size: 18px;
  }

  .ball:nth-child(2) {
    --size: 26px;
    --size-before: 18px;
  }

  .ball:nth-child(3) {
    --size: 34px;
    --size-before: 26px;
  }

  .ball-words {
    min-height: 1.4em;
    font-size: calc(var(--text) * 0.8125);
  }

  .ball-stuck {
    color: var(--stuck);
    font-weight: 600;
  }

  .ball-stuck .ball-ball {
    border-color: var(--stuck);
    background: var(--stuck);
    box-shadow: 0 0 0 5px var(--stuck-soft);
  }

  .ball-good {
    color: var(--brand);
  }

  .ball-good .ball-ball {
    border-color: var(--brand);
    background: var(--brand);
  }

  .report-head,
  .report-section,
  .report-more {
    padding: 14px 16px;
  }

  .report-section,
  .report-more {
    border-top: 1px solid var(--line);
  }

  .report-stage {
    color: var(--muted);
    font-size: calc(var(--text) * 0.875);
  }

  .report-provisional,
  .judgement {
    margin-top: 6px;
    color: var(--stuck);
    font-size: calc(var(--text) * 0.875);
  }

  .because li::marker {
    color: var(--brand);
  }

  .message .steps {
    display: grid;
    gap: 16px;
    padding: 0;
    list-style: none;
    counter-reset: step;
  }

  .steps > li {
    position: relative;
    padding-left: 38px;
    counter-increment: step;
  }

  .steps > li::before {
    content: counter(step);
    position: absolute;
    left: 0;
    top: 1px;
    width: 26px;
    height: 26px;
    border-radius: 50%;
    background: var(--brand);
    color: var(--brand-ink);
    font-size: calc(var(--text) * 0.875);
    font-weight: 600;
    line-height: 26px;
    text-align: center;
  }

  .facts {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 2px 12px;
    margin-top: 8px;
    padding: 8px 12px;
    border-radius: 10px;
    background: var(--sunken);
    font-size: calc(var(--text) * 0.875);
  }

  .facts dt {
    color: var(--muted);
  }

  .message .avoid ul {
    padding: 0;
    list-style: none;
  }

  .avoid li {
    padding: 8px 12px;
    border-left: 3px solid var(--stuck);
    border-radius: 4px 10px 10px 4px;
    background: var(--stuck-soft);
  }

  .avoid li + li {
    margin-top: 8px;
  }

  .avoid .unfolding {
    margin-top: 4px;
  }


  .avoid .tag {
    background: var(--stuck);
    color: var(--surface);
  }

  .report-more {
    padding-top: 6px;
    padding-bottom: 8px;
  }

  .report-more .unfolding {
    font-size: calc(var(--text) * 0.9375);
  }

  .report-more .unfolding > :last-child {
    padding-bottom: 8px;
  }

  .report-more .unfolding + .unfolding summary {
    border-top: 1px solid var(--line);
  }

  .field + .field {
    margin-top: 12px;
  }

  .claims {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 4px 12px;
    margin-bottom: 8px;
  }

  .claims dt {
    color: var(--muted);
    font-variant-numeric: tabular-nums;
  }

  .share {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    padding: 14px 16px;
    border-top: 1px solid var(--line);
    font-size: calc(var(--text) * 0.875);
  }

  .share a.reply {
    display: inline-flex;
    align-items: center;
    text-decoration: none;
  }

  .share p {
    flex-basis: 100%;
  }

  .share p:empty {
    display: none;
  }
`;
