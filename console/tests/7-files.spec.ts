import { deflateSync } from "node:zlib";
import { expect, patientOf, refer, sit, test } from "./county";

const CRC = Array.from({ length: 256 }, (_, n) => {
  let it = n;
  for (let bit = 0; bit < 8; bit++) {
    it = it & 1 ? 0xedb88320 ^ (it >>> 1) : it >>> 1;
  }
  return it >>> 0;
});
const crc = (bytes: Buffer) => (bytes.reduce((sum, byte) => CRC[(sum ^ byte) & 0xff]! ^ (sum >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0;

/** A small grey picture. */
function png(): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const head = Buffer.alloc(4);
    const tail = Buffer.alloc(4);
    head.writeUInt32BE(data.length);
    tail.writeUInt32BE(crc(body));
    return Buffer.concat([head, body, tail]);
  };
  const header = Buffer.from([0, 0, 0, 8, 0, 0, 0, 8, 8, 0, 0, 0, 0]);
  const rows = deflateSync(Buffer.concat(Array.from({ length: 8 }, () => Buffer.from([0, ...Array.from({ length: 8 }, () => 0x99)]))));
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk("IHDR", header), chunk("IDAT", rows), chunk("IEND", Buffer.alloc(0))]);
}

/** One empty page. */
function pdf(): Buffer {
  const parts = ["%PDF-1.4\n"];
  const at: number[] = [];
  ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>"].forEach((body, i) => {
    at.push(parts.join("").length);
    parts.push(`${i + 1} 0 obj${body}endobj\n`);
  });
  const table = parts.join("").length;
  parts.push(`xref\n0 4\n0000000000 65535 f \n${at.map((it) => `${String(it).padStart(10, "0")} 00000 n \n`).join("")}trailer<</Size 4/Root 1 0 R>>\nstartxref\n${table}\n%%EOF\n`);
  return Buffer.from(parts.join(""), "latin1");
}

test("files of a case are added with progress, looked at in place, and refused in plain words", async ({ browser }) => {
  test.setTimeout(90_000);
  const clinic = await sit(browser, "xiefang.doctor");
  const { page } = clinic;
  await page.goto("/");
  await refer(clinic, patientOf("rj-xiefang"));
  const path = new URL(page.url()).pathname;
  await expect(page.getByText("没有附件。")).toBeVisible();
  const input = page.getByLabel("上传附件");
  await input.setInputFiles([
    { name: "心电图.png", mimeType: "image/png", buffer: png() },
    { name: "出院小结.pdf", mimeType: "application/pdf", buffer: pdf() },
  ]);
  await expect(page.getByText("已上传 出院小结.pdf")).toBeVisible();

  await page.getByRole("button", { name: "查看 心电图.png" }).click();
  const viewer = page.getByRole("dialog", { name: "心电图.png" });
  await expect(viewer.getByRole("img", { name: "心电图.png" })).toBeVisible();
  expect(await viewer.getByRole("img", { name: "心电图.png" }).evaluate((it) => (it as HTMLImageElement).naturalWidth)).toBe(8);
  await page.keyboard.press("Escape");
  await expect(viewer).toBeHidden();

  // In the page where the browser can show it, else as a download.
  if (await page.evaluate(() => navigator.pdfViewerEnabled)) {
    await page.getByRole("button", { name: "查看 出院小结.pdf" }).click();
    const pages = page.getByRole("dialog", { name: "出院小结.pdf" }).getByTitle("出院小结.pdf");
    await expect(pages).toBeVisible();
    await expect(pages).toHaveAttribute("src", /^blob:/);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog", { name: "出院小结.pdf" })).toBeHidden();
  } else {
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "下载 出院小结.pdf" }).click();
    expect((await download).suggestedFilename()).toBe("出院小结.pdf");
  }

  // Whatever it is called, a file is what is in it.
  clinic.complaints.length = 0;
  await input.setInputFiles({ name: "病历.pdf", mimeType: "application/pdf", buffer: Buffer.from("MZ this is a program and no document".repeat(20)) });
  const refusal = page.getByRole("alert").filter({ hasText: "文件类型不支持" });
  await expect(refusal).toBeVisible();
  await expect(refusal.getByText(/按内容识别/)).toBeVisible();
  await page.getByRole("button", { name: "删除 病历.pdf" }).click();
  await expect(refusal).toHaveCount(0);

  await input.setInputFiles({ name: "录像.pdf", mimeType: "application/pdf", buffer: Buffer.alloc(20 * 1024 * 1024 + 1) });
  await expect(page.getByRole("alert").filter({ hasText: "录像.pdf 超过 20 MB。" })).toBeVisible();
  await page.getByRole("button", { name: "删除 录像.pdf" }).click();

  // A line that breaks keeps the file, which is sent again as the same one.
  await clinic.context.setOffline(true);
  await input.setInputFiles({ name: "X线.png", mimeType: "image/png", buffer: png() });
  await expect(page.getByRole("alert").filter({ hasText: "网络中断" })).toBeVisible();
  await clinic.context.setOffline(false);
  await page.getByRole("alert").filter({ hasText: "网络中断" }).getByRole("button", { name: "重试" }).click();
  await expect(page.getByRole("button", { name: "查看 X线.png" })).toHaveCount(1);

  const hospital = await sit(browser, "people.officer");
  await hospital.page.goto(path);
  await expect(hospital.page.getByRole("button", { name: "查看 心电图.png" })).toBeVisible();
  await hospital.context.close();

  await page.getByRole("button", { name: "作废 X线.png" }).click();
  const strike = page.getByRole("dialog", { name: /作废/ });
  await strike.getByLabel("理由").fill("传错患者");
  await strike.getByRole("button", { name: "作废" }).click();
  await expect(page.getByText("已作废：传错患者")).toBeVisible();
  await clinic.context.close();
});
