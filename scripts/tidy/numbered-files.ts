import type { House } from "./house.ts";
import type { Finding } from "./rule.ts";

/** The files of a folder must be called 0001-name, 0002-name and so on, without a gap and without a number twice. */
export function checkNumbers(
  house: House,
  folder: string,
  extension: string,
  others: readonly string[] = [],
): Finding[] {
  const pattern = new RegExp(`^\\d{4}-[a-z0-9]+(-[a-z0-9]+)*\\.${extension}$`);
  const numbered = numberedFiles(house, folder, extension, others);
  return numbered.flatMap((file, index): Finding[] => {
    const name = file.slice(folder.length + 1);
    if (!pattern.test(name)) return [{ file, message: `is not called NNNN-name.${extension}` }];
    const expected = String(index + 1).padStart(4, "0");
    return name.startsWith(expected) ? [] : [{ file, message: `should have the number ${expected}` }];
  });
}

export function numberedFiles(
  house: House,
  folder: string,
  extension: string,
  others: readonly string[] = [],
): string[] {
  return house.paths.filter(
    (path) =>
      path.startsWith(`${folder}/`) &&
      path.endsWith(`.${extension}`) &&
      !others.includes(path.slice(folder.length + 1)),
  );
}
