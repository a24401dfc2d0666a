/** Whose identity this is (`sub` of a JWT). Only the server can tell whether it is genuine; empty for none. */
export function merchantOf(identity: string): string {
  try {
    const payload = identity.split(".")[1] ?? "";
    const bytes = Uint8Array.from(atob(payload.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
    const claims = JSON.parse(new TextDecoder().decode(bytes));
    return typeof claims?.sub === "string" ? claims.sub : "";
  } catch {
    return "";
  }
}
