"use client";

import { useEffect } from "react";
import { type CarBotOptions, loadCarBot } from "./carbot";

/** Put it once into the layout, so that the chat stays open from page to page. */
export function CarBotChat({ server, clientKey, position, theme, primaryColor, locale, label }: CarBotOptions) {
  useEffect(
    () => loadCarBot({ server, clientKey, position, theme, primaryColor, locale, label }),
    [server, clientKey, position, theme, primaryColor, locale, label],
  );
  return null;
}
