const SLOWEST_RETRY_MS = 10_000;

/**
 * Follows /sim/events. The browser reconnects a dropped stream by itself, but gives up on an
 * HTTP error, so a closed stream is opened anew with a growing delay.
 * @param {(event: Record<string, any>) => void} onEvent
 * @param {(online: boolean) => void} onStatus called at every (re)connection and loss
 */
export function follow(onEvent, onStatus, delay = 1000) {
  const source = new EventSource("/sim/events");
  source.onopen = () => {
    delay = 1000;
    onStatus(true);
  };
  source.onmessage = (message) => onEvent(JSON.parse(message.data));
  source.onerror = () => {
    onStatus(false);
    if (source.readyState !== EventSource.CLOSED) return;
    setTimeout(() => follow(onEvent, onStatus, Math.min(delay * 2, SLOWEST_RETRY_MS)), delay);
  };
}
