// Buttons of the shortcode open the chat, also before it has loaded.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-carbot-open]");
  if (!button) return;
  window.CarBot = window.CarBot || [];
  const message = button.dataset.carbotOpen;
  window.CarBot.push(["open"]);
  if (message) window.CarBot.push(["prefill", message]);
});
