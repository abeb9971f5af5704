import { onBeforeUnmount, onMounted } from "vue";
import { type CarBotOptions, loadCarBot } from "./carbot";

/** Call it once in `App.vue` (Nuxt: `app.vue`), so that the chat stays open from page to page. */
export function useCarBot(options: CarBotOptions): void {
  let end: (() => void) | undefined;
  onMounted(() => {
    end = loadCarBot(options);
  });
  onBeforeUnmount(() => end?.());
}
