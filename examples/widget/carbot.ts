export interface CarBotOptions {
  /** Address of the CarBot server: `https://chat.example.com`. */
  server: string;
  clientKey: string;
  position?: "bottom-right" | "bottom-left" | "center";
  theme?: "light" | "dark" | "auto";
  /** `#rrggbb` */
  primaryColor?: string;
  locale?: string;
  label?: string;
}

/** Shows the chat; call the result to take it away again. */
export function loadCarBot({ server, clientKey, ...look }: CarBotOptions): () => void {
  const script = document.createElement("script");
  // In the order of their insertion, so that an ended chat never ends its successor.
  script.async = false;
  script.src = `${server}/widget.js`;
  script.dataset.clientKey = clientKey;
  for (const [name, value] of Object.entries(look)) if (value) script.dataset[name] = value;
  let hasEnded = false;
  const end = () => window.CarBot?.get?.(clientKey)?.destroy();
  script.addEventListener("load", () => hasEnded && end());
  document.head.append(script);
  return () => {
    hasEnded = true;
    end();
    script.remove();
  };
}
