/** An error as an AWS service sends it. */
export class ServiceError extends Error {
  constructor(
    /** Error code, e.g. `ThrottlingException`. */
    readonly code: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
    this.name = "ServiceError";
  }
}

export const validationError = (message: string): ServiceError => new ServiceError("ValidationError", message);
