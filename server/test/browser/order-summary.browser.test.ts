import { expect, test } from "vitest";
import { CARDS, makePrice, makeProduct } from "../support/shop.ts";
import { fillIn, payWith, success } from "./support/buyer.ts";
import { takePicture, useStage } from "./support/stage.ts";

const stage = useStage();
const { server } = stage;

/** A square of one colour. */
const PICTURE =
  '<svg xmlns="http://www.w3.org/2000/svg" width="88" height="88"><rect width="88" height="88" fill="#c2410c"/></svg>';

async function sell(fields: object): Promise<{ price_id: string }> {
  const product_id = await makeProduct(server.direct, fields);
  return { price_id: await makePrice(server.direct, { product_id }) };
}

test("the buyer sees the picture and reads the description of what they buy", async () => {
  const description = "Enamelled steel, 350 ml. ".repeat(20);
  const image = "https://cdn.yoursite.com/mug.svg";
  const line_items = [
    await sell({ name: "Polaris mug", description, images: [image] }),
    await sell({ name: "Pocket star guide", description: "An e-book." }),
  ];
  const session = await stage.openSession(server.direct, { line_items });
  const page = await stage.visitor({ viewport: { width: 1100, height: 800 } });
  const asked: (string | undefined)[] = [];
  await page.context().route("https://cdn.yoursite.com/**", (route) => {
    asked.push(route.request().headers().referer);
    return route.fulfill({ contentType: "image/svg+xml", body: PICTURE });
  });
  await page.context().route("**/thanks?*", (route) => route.fulfill({ status: 204 }));
  await page.goto(session.url);

  const picture = page.locator(".lines img");
  await expect.poll(() => picture.evaluate((img) => (img as HTMLImageElement).naturalWidth)).toBe(88);
  // The address of the page holds the token, which the picture's server must not learn.
  expect(asked).toEqual([undefined]);
  await page.getByText("An e-book.").waitFor();
  // A long description does not push the total off the screen.
  expect((await page.getByText("Enamelled steel").boundingBox())?.height).toBeLessThan(80);
  await takePicture(page, "order-summary");

  await fillIn(page);
  await payWith(page, CARDS.good);
  await success(page).waitFor();
});

test("a picture that is gone leaves no gap, and the rest of the page as it is", async () => {
  const line_items = [await sell({ name: "Polaris mug", images: ["https://cdn.yoursite.com/gone.svg"] })];
  const session = await stage.openSession(server.direct, { line_items });
  const page = await stage.visitor();
  await page.context().route("https://cdn.yoursite.com/**", (route) => route.fulfill({ status: 404 }));
  await page.goto(session.url);
  await fillIn(page);
  await page.locator(".lines img").waitFor({ state: "detached" });
  await page.getByText("Polaris mug").waitFor();
  await expect.poll(() => stage.complaints.splice(0)).toEqual([expect.stringContaining("404")]);
});
