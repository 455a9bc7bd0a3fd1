export { readTags, type TagReading } from "./read-tags";
export { unreadTags } from "./unread-tags";
