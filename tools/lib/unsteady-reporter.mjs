/** Names at the end every test that passed only at its second try: that is a bug too, and must not hide behind a green run. */
export default class UnsteadyReporter {
  #unsteady = [];

  onTestCaseResult(test) {
    if (test.diagnostic()?.flaky) this.#unsteady.push(`${test.module.relativeModuleId} > ${test.fullName}`);
  }

  onTestRunEnd() {
    for (const name of this.#unsteady) console.warn(`!!! unsteady, passed at its second try: ${name}`);
  }
}
