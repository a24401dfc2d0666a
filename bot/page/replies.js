// Quick replies under a message. A question that takes several answers lets them be marked before they are sent.

import { element } from "./elements.js";

/**
 * @param {{quick_replies: {title: string, choice: string}[], card: object|null}} message
 * @param {(reply: {title: string, choice?: string}, event: Event) => void} answer called with what was chosen
 */
export function quickReplies(message, answer) {
  const several = takesSeveral(message);
  const options = message.quick_replies.filter((reply) => several && isValue(reply, several));
  const singles = message.quick_replies.filter((reply) => !options.includes(reply));
  if (!message.quick_replies.length) return null;
  return element(
    "div.replies",
    { role: "group", "aria-label": "可以直接点的回答" },
    ...(options.length ? severalOptions(options, answer) : []),
    ...singles.map((reply) =>
      element("button.reply", { type: "button", onclick: (event) => answer(reply, event) }, reply.title),
    ),
  );
}

function takesSeveral(message) {
  const questions = message.card?.type === "question" ? message.card.questions : [];
  return questions.length === 1 && questions[0].multiple ? questions[0].variable : null;
}

function isValue(reply, variable) {
  return reply.choice.startsWith(`${variable}=`) && reply.choice !== `${variable}=unknown`;
}

function severalOptions(options, answer) {
  const done = element("button.reply.reply-done", { type: "button", disabled: true }, "选好了");
  const buttons = options.map((option) =>
    element("button.reply", { type: "button", "aria-pressed": "false", onclick: (event) => toggle(event.currentTarget) }, option.title),
  );
  const chosen = () => options.filter((_, index) => buttons[index].getAttribute("aria-pressed") === "true");
  const toggle = (button) => {
    button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
    done.disabled = chosen().length === 0;
  };
  done.addEventListener("click", (event) => {
    const picked = chosen();
    answer(picked.length === 1 ? picked[0] : { title: picked.map((option) => option.title).join("、") }, event);
  });
  return [...buttons, done];
}
