/**
 * Names at the end every test that passed only at its second try, and why the first one failed: that is a bug too, and must
 * not hide behind a green run.
 */
export default class UnsteadyReporter {
  #unsteady = [];

  onTestCaseResult(test) {
    if (!test.diagnostic()?.flaky) return;
    // The errors of earlier tries stay with a test that passed.
    const why = test.result().errors?.[0]?.message ?? "no error kept";
    this.#unsteady.push(`${test.module.relativeModuleId} > ${test.fullName}\n    ${why.replaceAll("\n", "\n    ")}`);
  }

  onTestRunEnd() {
    for (const one of this.#unsteady) console.warn(`!!! unsteady, passed at its second try: ${one}`);
  }
}
