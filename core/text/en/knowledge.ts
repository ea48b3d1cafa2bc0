/** How facts from outside are said. */
export const knowledge = {
  certainty: {
    high: "Stated by the provider or maker itself",
    medium: "From independent guides",
    low: "Unchecked – confirm before you rely on it",
  },
};
