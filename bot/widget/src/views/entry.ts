// One message of the conversation.

import { html, nothing } from "lit";
import type { Entry } from "../conversation/conversation.js";
import type { Question } from "../server/model.js";
import type { Hooks } from "./hooks.js";
import { markdown } from "./markdown.js";

/** How a report is drawn, once that part of the widget is loaded. */
export type DrawReport = (entry: Entry) => unknown;

/** @param isNewest whether it is the last one: only there can what was noted be changed in place */
export function entryView(entry: Entry, hooks: Hooks, drawReport: DrawReport | null, isNewest: boolean): unknown {
  return entry.from === "merchant" ? mine(entry, hooks) : theirs(entry, hooks, drawReport, isNewest);
}

function mine(entry: Entry, { texts }: Hooks): unknown {
  const waits = { sending: texts.sending, unsent: texts.unsent, sent: "" }[entry.delivery];
  return html`<div class="message mine ${entry.delivery === "unsent" ? "unsent" : ""}"
      ><span class="unseen">${texts.mine}</span>${entry.message.text}</div
    >${waits ? html`<p class="delivery">${waits}</p>` : nothing}`;
}

function theirs(entry: Entry, hooks: Hooks, drawReport: DrawReport | null, isNewest: boolean): unknown {
  const { card, noted, text } = entry.message;
  const speaker = html`<span class="unseen">${hooks.texts.theirs}</span>`;
  if (card?.type === "report") {
    const body = drawReport ? drawReport(entry) : html`<p class="placeholder">${hooks.texts.loadingReport}</p>`;
    return html`<div class="message theirs wide">${speaker}${body}</div>`;
  }
  return html`<div class="message theirs">
    ${speaker}${markdown(text)}${card?.type === "question" ? notes(card.questions, hooks) : nothing}
    ${isNewest && noted.some((fact) => fact.changeable)
      ? html`<fact-advisor-noted .facts=${noted} .hooks=${hooks}></fact-advisor-noted>`
      : nothing}
  </div>`;
}

function notes(questions: Question[], { texts }: Hooks): unknown {
  const explained = questions.filter((question) => question.reason || question.find);
  if (!explained.length) return nothing;
  return html`<details class="unfolding">
    <summary>${texts.notes}</summary>
    ${explained.map(
      (question) => html`<dl class="notes">
        ${questions.length > 1 ? html`<dt class="notes-question">${question.text}</dt>` : nothing}
        ${pair(texts.reason, question.reason)} ${pair(texts.find, question.find)}
      </dl>`,
    )}
  </details>`;
}

function pair(term: string, meaning: string): unknown {
  return meaning ? html`<dt>${term}</dt><dd>${meaning}</dd>` : nothing;
}
