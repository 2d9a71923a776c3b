module.exports = {
  obshell: {
    input: "../document.json",
    output: {
      client: "zod",
      target: "../src/generated/orval-zod/index.ts",
      override: {
        // Without `offset`, timestamps have to be in UTC.
        zod: { dateTimeOptions: { offset: true }, generateEachHttpStatus: true },
      },
    },
  },
};
