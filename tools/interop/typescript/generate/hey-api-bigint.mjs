export default {
  output: "src/obshell",
  plugins: [
    "@hey-api/client-fetch",
    "@hey-api/typescript",
    "@hey-api/sdk",
    // `format: int64` becomes `bigint`.
    { name: "@hey-api/transformers", bigInt: true, dates: false },
  ],
};
