// The report as a card in the conversation. This part of the widget is loaded with the first report.

import { html, nothing } from "lit";
import type { Avoided, Diagnosis, Report, Step } from "../server/model.js";

export { report as styles } from "../styles/report.js";

const LINKS = ["汇流量", "促转化", "聚沉淀"];
const HEADLINES: Record<string, string> = {
  汇流量: "卡在「汇流量」：人还没稳定进来",
  促转化: "卡在「促转化」：人进来了，接不住",
  聚沉淀: "卡在「聚沉淀」：买过的人没留下来",
  none: "三环里没有单独断掉的一环",
  undecided: "现在还下不了结论",
};
const FIELDS = ["F", "A", "C", "T"];
// So many things to leave alone are in sight; what the merchant plans always is.
const IN_SIGHT = 2;

/** @param foot what stands under it: the way to the report that can be kept */
export function reportView(report: Report, foot: unknown): unknown {
  const main = report.diagnoses.find((diagnosis) => diagnosis.id === report.main);
  return html`<article class="report" aria-label="诊断结论">
    ${snowball(report.stage)} ${headline(report, main)} ${main ? reasons(main) : nothing} ${steps(report.next_steps)}
    ${avoid(report.avoid)}
    <div class="report-more">
      ${others(report.diagnoses.filter((diagnosis) => diagnosis !== main))} ${missing(report)} ${fields(report)}
      ${sources(report, main)}
    </div>
    ${foot}
  </article>`;
}

function snowball(stage: string): unknown {
  return html`<ol class="snowball" aria-label="增长雪球的三环">
    ${LINKS.map((link) => {
      const state = stage === "none" ? "good" : link === stage ? "stuck" : "open";
      const words = { good: "转起来了", stuck: "卡在这里", open: "" }[state];
      return html`<li class="ball ball-${state}" aria-current=${state === "stuck" ? "step" : nothing}>
        <span class="ball-ball" aria-hidden="true"></span>
        <span class="ball-name">${link}</span>
        <span class="ball-words">${words}</span>
      </li>`;
    })}
  </ol>`;
}

function headline(report: Report, main: Diagnosis | undefined): unknown {
  const provisional = main && (main.status === "likely" || !report.decided);
  return html`<header class="report-head">
    <p class="report-stage">${HEADLINES[report.stage] ?? ""}</p>
    <h2>${main ? main.title : "目前说到的还不够判断卡在哪一环"}</h2>
    ${provisional ? html`<p class="report-provisional">暂定结论：还有数没拿到，拿到后可能会变</p>` : nothing}
  </header>`;
}

function reasons(main: Diagnosis): unknown {
  return section(
    "为什么",
    html`${main.why ? html`<p>${main.why}</p>` : nothing}
    ${main.because.length
      ? html`<ul class="because">${main.because.map((reason) => html`<li>${reason.text}</li>`)}</ul>`
      : nothing}
    ${main.judgement ? html`<p class="judgement">经验判断：${main.judgement}</p>` : nothing}`,
  );
}

function steps(entries: Step[]): unknown {
  if (!entries.length) return nothing;
  return section(
    "接下来做",
    html`<ol class="steps">
      ${entries.map(
        (step) => html`<li>
          <h4>${step.title}</h4>
          <p>${step.how}</p>
          <dl class="facts">
            ${pair("谁来做", step.role)} ${pair("看什么", step.metric)} ${pair("做到", step.target)}
            ${pair("复看", `${step.review_days} 天后`)}
          </dl>
        </li>`,
      )}
    </ol>`,
  );
}

function avoid(entries: Avoided[]): unknown {
  if (!entries.length) return nothing;
  const first = entries.filter((entry, at) => entry.planned || at < IN_SIGHT);
  const rest = entries.filter((entry) => !first.includes(entry));
  const item = (entry: Avoided) => html`<li>
    <strong>${entry.title}</strong>${entry.planned ? html`<span class="tag">你正打算做</span>` : nothing}
    <p>${entry.why}${entry.until}</p>
  </li>`;
  return html`<section class="report-section avoid">
    <h3>先不要</h3>
    <ul>${first.map(item)}</ul>
    ${rest.length ? unfolding(`还有 ${rest.length} 件也先放一放`, html`<ul>${rest.map(item)}</ul>`) : nothing}
  </section>`;
}

function others(diagnoses: Diagnosis[]): unknown {
  if (!diagnoses.length) return nothing;
  const list = html`<ul>${diagnoses.map((diagnosis) => html`<li>${diagnosis.title}</li>`)}</ul>`;
  return unfolding(`顺带留意 ${diagnoses.length} 个问题`, list);
}

function missing(report: Report): unknown {
  if (!report.missing.length || report.decided) return nothing;
  const list = html`<ul>${report.missing.map((entry) => html`<li>${entry.question}</li>`)}</ul>`;
  return unfolding(`还差 ${report.missing.length} 个数，补上可能会改变结论`, list);
}

function fields(report: Report): unknown {
  const shown = FIELDS.flatMap((id) => report.fields[id] ?? []);
  return unfolding(
    "四个阵地各该怎么办",
    shown.map(
      (field) => html`<div class="field">
        <p><strong>${field.name}</strong><span class="tag">${field.readiness}</span></p>
        <p class="muted">${field.role}</p>
        <p>${field.next}</p>
      </div>`,
    ),
  );
}

function sources(report: Report, main: Diagnosis | undefined): unknown {
  const cited = [...new Set([...(main?.claims ?? []), ...report.next_steps.flatMap((step) => step.claims)])];
  const claims = cited.filter((claim) => report.claim_texts[claim]);
  if (!claims.length && !report.thresholds.length) return nothing;
  const rule = main ? `规则 ${main.id} · 知识版本 ${report.knowledge_version}` : `知识版本 ${report.knowledge_version}`;
  return unfolding(
    "依据",
    html`<dl class="claims">${claims.map((claim) => pair(claim, report.claim_texts[claim] ?? ""))}</dl>
      <ul>
        ${report.thresholds.map(
          (line) => html`<li>
            ${line.name} ${line.value}<span class="tag"
              >${line.judgement ? "经验默认值，有同行数就以同行为准" : `出处 ${line.source}`}</span
            >
          </li>`,
        )}
      </ul>
      <p class="muted">${rule}</p>`,
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
