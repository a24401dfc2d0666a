// Typed cards of the message model as something to look at. A card without a drawing here is shown by its text.

import { element, list, unfolding } from "./elements.js";

const LINKS = ["汇流量", "促转化", "聚沉淀"];
const HEADLINES = {
  汇流量: "卡在「汇流量」：人还没稳定进来",
  促转化: "卡在「促转化」：人进来了，接不住",
  聚沉淀: "卡在「聚沉淀」：买过的人没留下来",
  none: "三环里没有单独断掉的一环",
  undecided: "现在还下不了结论",
};
const FIELDS = ["F", "A", "C", "T"];

/** Whether a message of this kind is drawn as a card instead of its text. */
export function replacesText(card) {
  return card?.type === "report";
}

export function drawing(card) {
  if (card?.type === "question") return questionNotes(card.questions);
  if (card?.type === "report") return report(card.report);
  return null;
}

function questionNotes(questions) {
  const explained = questions.filter((question) => question.reason || question.find);
  if (!explained.length) return null;
  const several = questions.length > 1;
  return unfolding(
    "为什么问，哪里能看到",
    ...explained.map((question) =>
      element(
        "dl.notes",
        {},
        several && element("dt.notes-question", {}, question.text),
        ...pair("为什么问", question.reason),
        ...pair("哪里能看到", question.find),
      ),
    ),
  );
}

function report(content) {
  const main = content.diagnoses.find((diagnosis) => diagnosis.id === content.main);
  return element(
    "article.report",
    { "aria-label": "诊断结论" },
    snowball(content.stage),
    headline(content, main),
    main && reasons(main),
    steps(content.next_steps),
    avoid(content.avoid),
    element(
      "div.report-more",
      {},
      others(content.diagnoses.filter((diagnosis) => diagnosis !== main)),
      missing(content),
      fields(content.fields),
      sources(content, main),
    ),
  );
}

function snowball(stage) {
  const links = LINKS.map((link) => {
    const state = stage === "none" ? "good" : link === stage ? "stuck" : "open";
    const words = { good: "转起来了", stuck: "卡在这里", open: "" }[state];
    return element(
      `li.link.link-${state}`,
      state === "stuck" ? { "aria-current": "step" } : {},
      element("span.link-ball", { "aria-hidden": "true" }),
      element("span.link-name", {}, link),
      element("span.link-words", {}, words),
    );
  });
  return element("ol.snowball", { "aria-label": "增长雪球的三环" }, ...links);
}

function headline(content, main) {
  const provisional = main && (main.status === "likely" || content.decided === false);
  return element(
    "header.report-head",
    {},
    element("p.report-stage", {}, HEADLINES[content.stage]),
    element("h2", {}, main ? main.title : "目前说到的还不够判断卡在哪一环"),
    provisional && element("p.report-provisional", {}, "暂定结论：还有数没拿到，拿到后可能会变"),
  );
}

function reasons(main) {
  return section(
    "为什么",
    main.why && element("p", {}, main.why),
    list("ul.because", main.because, (reason) => [reason.text]),
    main.judgement && element("p.judgement", {}, `经验判断：${main.judgement}`),
  );
}

function steps(entries) {
  if (!entries.length) return null;
  return section(
    "接下来做",
    list("ol.steps", entries, (step) => [
      element("h4", {}, step.title),
      element("p", {}, step.how),
      element(
        "dl.facts",
        {},
        ...pair("谁来做", step.role),
        ...pair("看什么", step.metric),
        ...pair("做到", step.target),
        ...pair("复看", `${step.review_days} 天后`),
      ),
    ]),
  );
}

function avoid(entries) {
  if (!entries.length) return null;
  const first = entries.filter((entry, index) => entry.planned || index < 2);
  const rest = entries.filter((entry) => !first.includes(entry));
  const item = (entry) => [
    element("strong", {}, entry.title),
    entry.planned && element("span.tag", {}, "你正打算做"),
    element("p", {}, entry.why, entry.until),
  ];
  return element(
    "section.report-section.avoid",
    {},
    element("h3", {}, "先不要"),
    list("ul", first, item),
    rest.length > 0 && unfolding(`还有 ${rest.length} 件也先放一放`, list("ul", rest, item)),
  );
}

function others(diagnoses) {
  if (!diagnoses.length) return null;
  return unfolding(`顺带留意 ${diagnoses.length} 个问题`, list("ul", diagnoses, (diagnosis) => [diagnosis.title]));
}

function missing(content) {
  if (!content.missing.length || content.decided) return null;
  return unfolding(
    `还差 ${content.missing.length} 个数，补上可能会改变结论`,
    list("ul", content.missing, (entry) => [entry.question]),
  );
}

function fields(content) {
  return unfolding(
    "四个阵地各该怎么办",
    ...FIELDS.filter((id) => content[id]).map((id) => {
      const field = content[id];
      return element(
        "div.field",
        {},
        element("p", {}, element("strong", {}, field.name), element("span.tag", {}, field.readiness)),
        element("p.muted", {}, field.role),
        element("p", {}, field.next),
      );
    }),
  );
}

function sources(content, main) {
  const cited = [...new Set([...(main?.claims ?? []), ...content.next_steps.flatMap((step) => step.claims)])];
  const claims = cited.filter((claim) => content.claim_texts?.[claim]);
  if (!claims.length && !content.thresholds.length) return null;
  return unfolding(
    "依据",
    element("dl.claims", {}, ...claims.flatMap((claim) => pair(claim, content.claim_texts[claim]))),
    list("ul", content.thresholds, (line) => [
      `${line.name} ${line.value}`,
      element("span.tag", {}, line.judgement ? "经验默认值，有同行数就以同行为准" : `出处 ${line.source}`),
    ]),
    element("p.muted", {}, main ? `规则 ${main.id} · 知识版本 ${content.knowledge_version}` : `知识版本 ${content.knowledge_version}`),
  );
}

function section(title, ...children) {
  return element("section.report-section", {}, element("h3", {}, title), ...children);
}

function pair(term, meaning) {
  return meaning ? [element("dt", {}, term), element("dd", {}, meaning)] : [];
}
