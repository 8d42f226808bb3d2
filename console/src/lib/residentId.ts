/** GB 11643: eighteen characters, the last a check digit. What it says of its holder, or null where it cannot be one. */
export function read(id: string): { birthDate: string; sex: "MALE" | "FEMALE" } | null {
  const number = id.trim().toUpperCase();
  if (!/^\d{17}[0-9X]$/.test(number)) {
    return null;
  }
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, i) => total + weight * Number(number[i]), 0);
  const birthDate = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  const isDate = !Number.isNaN(Date.parse(birthDate)) && new Date(birthDate).toISOString().startsWith(birthDate);
  if ("10X98765432"[sum % 11] !== number[17] || !isDate) {
    return null;
  }
  return { birthDate, sex: Number(number[16]) % 2 === 1 ? "MALE" : "FEMALE" };
}
