// The chat: what happens when something is said, answered, restored, started over or deleted.

import { ApiError, Conversation, draft, newId } from "./api.js";
import { drawing, replacesText } from "./cards.js";
import { element } from "./elements.js";
import { blocks } from "./markdown.js";
import { quickReplies } from "./replies.js";

const byId = (id) => document.getElementById(id);
const log = byId("log");
const scroller = byId("scroll");
const typing = byId("typing");
const composer = byId("composer");
const text = byId("text");
const send = byId("send");
const progress = byId("progress");

const CALM_PROGRESS = progress.textContent;
const WELCOME = {
  text: "你好，我帮你看清直播间现在卡在哪一环，先做什么、先别做什么。\n知道多少说多少，一句话也行；不清楚的直接说“不清楚”。",
  quick_replies: [{ title: "开始诊断", choice: "act:start_diagnosis" }],
  card: null,
};
const EXAMPLE = "我做女装的，播了三个月，千川一天三千，停留十五六秒，转化不到1%，想把预算加到一万";

const RETRY_MS = 3000;

const conversation = new Conversation();
let waiting = false;
// What is said but not answered yet, oldest first; it is sent in this order, each until it is answered.
const outbox = [];
let retryTimer = 0;

// What is shown

function show(message) {
  const isMine = message.from === "merchant";
  const card = isMine ? null : drawing(message.card);
  const body = replacesText(message.card) && card ? [card] : [...(isMine ? [message.text] : blocks(message.text)), card];
  const shown = element(
    isMine ? "div.message.mine" : replacesText(message.card) ? "div.message.theirs.wide" : "div.message.theirs",
    {},
    element("span.unseen", {}, isMine ? "我：" : "顾问："),
    ...body,
  );
  log.append(shown);
  return shown;
}

function showAdvice(messages) {
  const shown = messages.map((message) => show({ ...message, from: "advisor" }));
  offerReplies(messages[messages.length - 1]);
  showProgress(messages);
  return shown[0];
}

function offerReplies(message) {
  withdrawReplies();
  const replies = message && quickReplies(message, (reply, event) => say(reply, event.detail === 0));
  if (replies) log.append(replies);
}

function withdrawReplies() {
  for (const replies of log.querySelectorAll(".replies")) replies.remove();
}

function showProgress(messages) {
  const latest = messages.map((message) => message.progress).filter(Boolean).pop();
  if (latest) progress.textContent = latest.text;
}

function showWelcome() {
  progress.textContent = CALM_PROGRESS;
  show({ ...WELCOME, from: "advisor" });
  offerReplies(WELCOME);
  const example = element("button.reply", { type: "button", onclick: fillExample }, "看个说法的例子");
  log.lastElementChild.append(example);
}

function fillExample() {
  text.value = EXAMPLE;
  textChanged();
  text.focus();
}

function clear() {
  log.replaceChildren();
}

/** The start of what is new comes into view; a long report is read from its top. */
function scrollTo(shown) {
  const reaches = log.lastElementChild.getBoundingClientRect().bottom - shown.getBoundingClientRect().top;
  if (reaches > scroller.clientHeight) shown.scrollIntoView({ block: "start" });
  else scroller.scrollTop = scroller.scrollHeight;
}

function setWaiting(now) {
  waiting = now;
  typing.hidden = !now;
  byId("waiting").textContent = now ? "正在想" : "";
  updateSend();
  if (now) scroller.scrollTop = scroller.scrollHeight;
}

function updateSend() {
  send.disabled = waiting || text.value.trim() === "";
}

// What is said

/** Sends a text, or a quick reply; `byKeyboard` keeps the keyboard's focus where the next answer is given. */
async function say(reply, byKeyboard = false) {
  if (waiting) return;
  withdrawReplies();
  const mine = show({ from: "merchant", text: reply.title });
  const message = { ...(reply.choice ? { choice: reply.choice } : { text: reply.title }), id: newId() };
  outbox.push({ message, mine, byKeyboard });
  await deliver();
}

/** Sends what waits in the outbox until it is empty or the advisor is away. */
async function deliver() {
  clearTimeout(retryTimer);
  withdrawNotices();
  while (outbox.length) {
    const [{ message, mine, byKeyboard }] = outbox;
    mine.classList.remove("unsent");
    setWaiting(true);
    try {
      const reply = await conversation.send(message);
      setWaiting(false);
      outbox.shift();
      draft.keep(text.value);
      if (isDeleted(reply.messages)) startAfresh();
      scrollTo(showAdvice(reply.messages));
      if (byKeyboard) (log.querySelector(".replies button") ?? text).focus();
    } catch (error) {
      setWaiting(false);
      fail(error, message, mine);
      return;
    }
  }
}

function withdrawNotices() {
  for (const notice of log.querySelectorAll(".notice")) notice.remove();
}

function fail(error, message, mine) {
  if (!(error instanceof ApiError)) throw error;
  if (message.text) draft.keep(error.kept ? text.value : message.text);
  if (error.lost) conversation.drop();
  if (message.text && !error.passing && !error.lost) {
    mine.remove();
    text.value = message.text;
    textChanged();
  }
  const again = error.passing || error.lost;
  if (!again) outbox.shift();
  else mine.classList.add("unsent");
  if (error.away) retryTimer = setTimeout(deliver, RETRY_MS);
  const notice = element(
    "div.notice",
    { role: "alert" },
    element("p", {}, error.message),
    again && element("button.quiet", { type: "button", onclick: deliver }, error.lost ? "在新的对话里发送" : "再发一次"),
  );
  log.append(notice);
  notice.scrollIntoView({ block: "end" });
}

// What is remembered

async function restore() {
  if (!conversation.exists) return showWelcome();
  log.setAttribute("aria-busy", "true");
  try {
    const messages = await conversation.history();
    if (!messages.length) return showWelcome();
    for (const message of messages) restoreMessage(message);
    const last = messages[messages.length - 1];
    if (last.from === "advisor") offerReplies(last);
    showProgress(messages);
    scroller.scrollTop = scroller.scrollHeight;
    deliver();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.lost) conversation.drop();
    if (error.lost) return showWelcome();
    showTrouble(error, restore);
  } finally {
    log.setAttribute("aria-busy", "false");
  }
}

/** Shows a message of the history; one that still has its id waits for its answer. */
function restoreMessage(message) {
  const mine = show(message);
  if (message.id) outbox.push({ message: { text: message.text, id: message.id }, mine, byKeyboard: false });
}

function showTrouble(error, retry) {
  const again = () => {
    notice.remove();
    retry();
  };
  const notice = element(
    "div.notice",
    { role: "alert" },
    element("p", {}, error.message),
    element("button.quiet", { type: "button", onclick: again }, "再试一次"),
  );
  log.append(notice);
  notice.scrollIntoView({ block: "end" });
}

// Starting over and deleting

async function restart() {
  if (!(await confirmed("重新开始诊断？之前说过的情况会清掉。", "重新开始"))) return;
  if (conversation.exists) say({ title: "重新开始", choice: "act:restart" });
  else {
    clear();
    showWelcome();
  }
}

async function forget() {
  if (!(await confirmed("删除这段对话和你说过的所有数？删了就找不回来。", "删除"))) return;
  try {
    await conversation.forget();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (!error.lost) return showTrouble(error, forget);
    conversation.drop();
  }
  clearTimeout(retryTimer);
  outbox.length = 0;
  draft.keep("");
  text.value = "";
  textChanged();
  clear();
  showWelcome();
  progress.textContent = "已经删除，什么都没留下";
}

/** Whether everything said was deleted with this turn, its key included. */
function isDeleted(messages) {
  return messages.some((message) => message.card?.type === "deleted");
}

function startAfresh() {
  conversation.drop();
  clear();
  progress.textContent = CALM_PROGRESS;
}

function confirmed(question, yes) {
  const dialog = byId("confirm");
  byId("confirm-question").textContent = question;
  byId("confirm-yes").textContent = yes;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

// What the merchant's hands do

function textChanged() {
  text.style.height = "auto";
  text.style.height = `${text.scrollHeight}px`;
  updateSend();
}

composer.addEventListener("submit", (event) => {
  event.preventDefault();
  const written = text.value.trim();
  if (!written || waiting) return;
  text.value = "";
  textChanged();
  say({ title: written });
});

text.addEventListener("input", () => {
  textChanged();
  draft.keep(text.value);
});

text.addEventListener("keydown", (event) => {
  // Enter also accepts a word of a Chinese input method; then it must not send.
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) {
    event.preventDefault();
    composer.requestSubmit();
  }
});

byId("restart").addEventListener("click", restart);
byId("forget").addEventListener("click", forget);

text.value = draft.read();
textChanged();
restore();
