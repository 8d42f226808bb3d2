import { CODES } from "./codes";
import { DETAIL } from "./detail";
import { FORM } from "./form";
import { FRAME } from "./frame";
import { HOME } from "./home";
import { LIST } from "./list";
import { PATIENT } from "./patient";

/** Every word on the screen: Chinese, English; each where it is read. */
export const WORDS = { ...FRAME, ...HOME, ...LIST, ...DETAIL, ...FORM, ...PATIENT, ...CODES } as const;
