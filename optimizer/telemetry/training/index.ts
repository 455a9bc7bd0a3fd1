export { readTraining, type TrainingOptions } from "./read-training";
