// Tails of the normal, Student's and the binomial distribution. DLMF: NIST Digital Library of Mathematical Functions.

/** Both tails of the normal distribution: the chance of being at least |z| away from 0. */
export function normalTails(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  // The series is exact for small x, but subtracts from 1; the fraction converges fast for large x.
  return x < 2 ? 1 - errorSeries(x) : errorFraction(x);
}

/** erf(x), DLMF 7.6.2. */
function errorSeries(x: number): number {
  let [term, sum] = [x, x];
  for (let n = 1; Math.abs(term) > 1e-17 * sum; n += 1) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** erfc(x), DLMF 7.9.1, from the far end of the fraction. */
function errorFraction(x: number): number {
  let denominator = x;
  for (let n = 120; n > 0; n -= 1) denominator = x + n / 2 / denominator;
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / denominator;
}

/** Both tails of Student's t distribution. */
export function studentTails(t: number, degrees: number): number {
  return incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5);
}

/**
 * The largest share that still gives `count` or fewer of `trials` with a chance of 1 - level: Clopper and Pearson's
 * one-sided upper bound (Biometrika 26, 1934).
 */
export function upperBound(count: number, trials: number, level: number): number {
  if (count >= trials) return 1;
  let [low, high] = [0, 1];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (incompleteBeta(middle, count + 1, trials - count) < level) low = middle;
    else high = middle;
  }
  return high;
}

/** I_x(a, b), regularized. DLMF 8.17.22, with 8.17.4 on the side where the fraction converges slowly. */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const logFactor = a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b);
  let fraction = 1;
  for (let m = 120; m > 0; m -= 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = -((a + m - 1) * (a + b + m - 1) * x) / ((a + 2 * m - 2) * (a + 2 * m - 1));
    fraction = 1 + odd / (1 + even / fraction);
  }
  return Math.exp(logFactor) / a / fraction;
}

/** ln of the gamma function, DLMF 5.11.1, after moving the argument to where the series is good to 1e-14. */
function logGamma(x: number): number {
  let [z, shift] = [x, 0];
  for (; z < 12; z += 1) shift += Math.log(z);
  const square = z * z;
  const series = (1 / 12 - (1 / 360 - (1 / 1260 - 1 / 1680 / square) / square) / square) / z;
  return (z - 0.5) * Math.log(z) - z + Math.log(2 * Math.PI) / 2 + series - shift;
}
