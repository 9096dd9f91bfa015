/** Of the control API, unless another is asked for; the providers take those after it. */
export const defaultPort = 5690;
