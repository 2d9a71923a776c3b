export default {
  output: "src/generated/hey-api-zod",
  plugins: [
    // Without `offset`, timestamps have to be in UTC.
    { name: "zod", dates: { offset: true } },
  ],
};
