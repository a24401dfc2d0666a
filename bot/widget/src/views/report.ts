// The report as a card in the conversation. This part of the widget is loaded with the first report.

import { html, nothing } from "lit";
import type { Avoided, Diagnosis, Report, Step } from "../server/model.js";
import type { Texts } from "../texts.js";

export { report as styles } from "../styles/report.js";

const LINKS = ["汇流量", "促转化", "聚沉淀"];
const FIELDS = ["F", "A", "C", "T"];
// So many things to leave alone are in sight; what the merchant plans always is.
const IN_SIGHT = 2;

/** @param foot what stands under it: the way to the report that can be kept */
export function reportView(report: Report, texts: Texts, foot: unknown): unknown {
  const main = report.diagnoses.find((diagnosis) => diagnosis.id === report.main);
  return html`<article class="report" aria-label=${texts.report}>
    ${snowball(report.stage, texts)} ${headline(report, main, texts)} ${main ? reasons(main, texts) : nothing}
    ${steps(report.next_steps, texts)} ${avoid(report.avoid, texts)}
    <div class="report-more">
      ${others(report.diagnoses.filter((diagnosis) => diagnosis !== main), texts)} ${missing(report, texts)}
      ${fields(report, texts)} ${sources(report, main, texts)}
    </div>
    ${foot}
  </article>`;
}

function snowball(stage: string, texts: Texts): unknown {
  return html`<ol class="snowball" aria-label=${texts.snowball}>
    ${LINKS.map((link) => {
      const state = stage === "none" ? "good" : link === stage ? "stuck" : "open";
      const words = { good: texts.turning, stuck: texts.stuckHere, open: "" }[state];
      return html`<li class="ball ball-${state}" aria-current=${state === "stuck" ? "step" : nothing}>
        <span class="ball-ball" aria-hidden="true"></span>
        <span class="ball-name">${link}</span>
        <span class="ball-words">${words}</span>
      </li>`;
    })}
  </ol>`;
}

function headline(report: Report, main: Diagnosis | undefined, texts: Texts): unknown {
  const provisional = main && (main.status === "likely" || !report.decided);
  return html`<header class="report-head">
    <p class="report-stage">${report.headline}</p>
    <h2>${main ? main.title : texts.undecided}</h2>
    ${provisional ? html`<p class="report-provisional">${texts.provisional}</p>` : nothing}
  </header>`;
}

function reasons(main: Diagnosis, texts: Texts): unknown {
  return section(
    texts.why,
    html`${main.why ? html`<p>${main.why}</p>` : nothing}
    ${main.because.length
      ? html`<ul class="because">${main.because.map((reason) => html`<li>${reason.text}</li>`)}</ul>`
      : nothing}
    ${main.judgement ? html`<p class="judgement">${texts.judgement}${main.judgement}</p>` : nothing}`,
  );
}

function steps(entries: Step[], texts: Texts): unknown {
  if (!entries.length) return nothing;
  return section(
    texts.next,
    html`<ol class="steps">
      ${entries.map(
        (step) => html`<li>
          <h4>${step.title}</h4>
          <p>${step.how}</p>
          <dl class="facts">
            ${pair(texts.role, step.role)} ${pair(texts.metric, step.metric)} ${pair(texts.target, step.target)}
            ${pair(texts.review, texts.inDays.replace("{days}", String(step.review_days)))}
          </dl>
        </li>`,
      )}
    </ol>`,
  );
}

function avoid(entries: Avoided[], texts: Texts): unknown {
  if (!entries.length) return nothing;
  const first = entries.filter((entry, at) => entry.planned || at < IN_SIGHT);
  const rest = entries.filter((entry) => !first.includes(entry));
  const item = (entry: Avoided) => html`<li>
    <strong>${entry.title}</strong>${entry.planned ? html`<span class="tag">${texts.planned}</span>` : nothing}
    <p>${entry.why}${entry.until}</p>
  </li>`;
  return html`<section class="report-section avoid">
    <h3>${texts.avoid}</h3>
    <ul>${first.map(item)}</ul>
    ${rest.length ? unfolding(texts.alsoAvoid.replace("{number}", String(rest.length)), html`<ul>${rest.map(item)}</ul>`) : nothing}
  </section>`;
}

function others(diagnoses: Diagnosis[], texts: Texts): unknown {
  if (!diagnoses.length) return nothing;
  const list = html`<ul>${diagnoses.map((diagnosis) => html`<li>${diagnosis.title}</li>`)}</ul>`;
  return unfolding(texts.others.replace("{number}", String(diagnoses.length)), list);
}

function missing(report: Report, texts: Texts): unknown {
  if (!report.missing.length || report.decided) return nothing;
  const list = html`<ul>${report.missing.map((entry) => html`<li>${entry.question}</li>`)}</ul>`;
  return unfolding(texts.missing.replace("{number}", String(report.missing.length)), list);
}

function fields(report: Report, texts: Texts): unknown {
  const shown = FIELDS.flatMap((id) => report.fields[id] ?? []);
  return unfolding(
    texts.fields,
    shown.map(
      (field) => html`<div class="field">
        <p><strong>${field.name}</strong><span class="tag">${field.readiness}</span></p>
        <p class="muted">${field.role}</p>
        <p>${field.next}</p>
      </div>`,
    ),
  );
}

function sources(report: Report, main: Diagnosis | undefined, texts: Texts): unknown {
  const cited = [...new Set([...(main?.claims ?? []), ...report.next_steps.flatMap((step) => step.claims)])];
  const claims = cited.filter((claim) => report.claim_texts[claim]);
  if (!claims.length && !report.thresholds.length) return nothing;
  const rule = main ? `${texts.rule}${main.id} · ` : "";
  return unfolding(
    texts.sources,
    html`<dl class="claims">${claims.map((claim) => pair(claim, report.claim_texts[claim] ?? ""))}</dl>
      <ul>
        ${report.thresholds.map(
          (line) => html`<li>
            ${line.name} ${line.value}<span class="tag"
              >${line.judgement ? texts.default : `${texts.source}${line.source}`}</span
            >
          </li>`,
        )}
      </ul>
      <p class="muted">${rule}${texts.version}${report.knowledge_version}</p>`,
  );
}

function section(title: string, content: unknown): unknown {
  return html`<section class="report-section"><h3>${title}</h3>${content}</section>`;
}

function unfolding(summary: string, content: unknown): unknown {
  return html`<details class="unfolding"><summary>${summary}</summary>${content}</details>`;
}

function pair(term: string, meaning: string): unknown {
  return meaning ? html`<dt>${term}</dt><dd>${meaning}</dd>` : nothing;
}
