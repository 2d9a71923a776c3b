export default {
  output: "src/generated/hey-api-bigint",
  plugins: [
    "@hey-api/client-fetch",
    "@hey-api/typescript",
    "@hey-api/sdk",
    // `format: int64` becomes `bigint`.
    { name: "@hey-api/transformers", bigInt: true, dates: false },
  ],
};
