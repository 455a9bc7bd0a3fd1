export { capacityHistory } from "./capacity";
export { type Fold, foldable, type StaleDefault, staleDefaults } from "./defaults";
export { applyDeltas, differences, type Inversion, invertDeltas } from "./delta";
export { type Edit, editsOf, HAND_EDIT_PIN_DAYS, handEditPin } from "./edits";
export { type Override, overridePaths, readOverride, receiptIn, sha256, valuesIn } from "./read";
export { type ReceiptFacts, renderOverride, writeOverride } from "./write";
