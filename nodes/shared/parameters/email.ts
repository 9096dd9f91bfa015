/** Whether a text is an e-mail address, with nothing around it. */
export const isEmailAddress = (text: string) => /^[^\s@,;<>"]+@[^\s@,;<>"]+$/.test(text);
