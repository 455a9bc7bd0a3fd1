export const element = (name: string, content: string): string => `<${name}>${content}</${name}>`;

export const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
