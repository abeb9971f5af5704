// Takes the pictures by which owners choose a template, from the templates themselves.
// Run by `cargo xtask previews`: node previews.mjs PAGES PUBLIC_FOLDER

import { readdirSync, readFileSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { chromium } from '@playwright/test';

const [pages, publicFolder] = process.argv.slice(2);
const target = join(publicFolder, 'templates');
mkdirSync(target, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROME_PATH,
  args: ['--disable-dev-shm-usage', '--no-sandbox'],
});
// Three quarters of a pixel each: sharp on a card of 540 pixels on a dense screen.
const context = await browser.newContext({
  viewport: { width: 1440, height: 1080 },
  deviceScaleFactor: 0.75,
  colorScheme: 'light',
  reducedMotion: 'reduce',
});
// No server: the documents come from PAGES, the fonts from the public folder.
await context.route('**/*', (route) => {
  const path = new URL(route.request().url()).pathname;
  if (path.startsWith('/fonts/')) return route.fulfill({ path: join(publicFolder, path) });
  if (path.endsWith('.html')) {
    return route.fulfill({ body: readFileSync(join(pages, path)), contentType: 'text/html' });
  }
  return route.abort();
});
for (const file of readdirSync(pages).filter((it) => it.endsWith('.html')).sort()) {
  const page = await context.newPage();
  await page.goto(`http://preview.example/${file}`);
  await page.evaluate(() => document.fonts.ready);
  const picture = join(target, `${basename(file, '.html')}.jpg`);
  await page.screenshot({ path: picture, type: 'jpeg', quality: 82 });
  console.log(picture);
  await page.close();
}
await browser.close();
