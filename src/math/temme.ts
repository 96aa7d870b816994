/**
 * The series of Temme's uniform expansion of the incomplete gamma functions, for a large and x near a:
 * Q(a, x) = P(Z > eta sqrt(a)) + exp(-a eta² / 2) / sqrt(2 pi a) temmeSum(a, eta), where
 * eta² / 2 = x / a - 1 - ln(x / a) and eta has the sign of x - a.
 *
 * Source: Temme (1979), SIAM J. Math. Anal. 10, 757-766; coefficients by the recurrences DLMF 8.12.10-8.12.12.
 */

const ORDERS = 10;
const POWERS = 20;

/** Coefficients of eta^n in the term of a^-k, worked out when first needed. */
let coefficients: Float64Array[] | undefined;

/** The sum over k of c_k(eta) a^-k; to full accuracy for a >= 20 and |eta| <= 0.6. */
export function temmeSum(a: number, eta: number): number {
  coefficients ??= coefficientsOfTemme();
  let sum = 0;
  let weight = 1;
  for (const row of coefficients) {
    let inner = 0;
    for (let n = row.length - 1; n >= 0; n--) inner = inner * eta + row[n]!;
    sum += weight * inner;
    weight /= a;
    if (weight < 1e-17) break;
  }
  return sum;
}

function coefficientsOfTemme(): Float64Array[] {
  const size = POWERS + 2 * ORDERS;
  // x / a = 1 + alpha[1] eta + alpha[2] eta² + ...
  const alpha = new Float64Array(size + 3);
  alpha[1] = 1;
  for (let n = 2; n < alpha.length; n++) {
    let sum = alpha[n - 1]!;
    for (let j = 2; j < n; j++) sum -= j * alpha[j]! * alpha[n - j + 1]!;
    alpha[n] = sum / (n + 1);
  }
  const first = new Float64Array(size);
  for (let n = 0; n < size; n++) first[n] = (n + 2) * alpha[n + 2]!;
  first[0] = -1 / 3;
  const rows = [first];
  const stirling = stirlingCoefficients(ORDERS);
  for (let k = 1; k < ORDERS; k++) {
    const before = rows[k - 1]!;
    const row = new Float64Array(before.length - 2);
    const g = k % 2 === 0 ? stirling[k]! : -stirling[k]!;
    for (let n = 0; n < row.length; n++) row[n] = g * first[n]! + (n + 2) * before[n + 2]!;
    rows.push(row);
  }
  return rows.map((row) => row.slice(0, POWERS));
}

/**
 * The g_k of Gamma(a) = sqrt(2 pi / a) (a / e)^a (1 + g_1 / a + g_2 / a² + ...), from
 * g_k = sqrt(2) (1/2)(3/2)...(k - 1/2) b_(2k) (DLMF 5.11.3-5.11.6).
 */
function stirlingCoefficients(count: number): Float64Array {
  const b = new Float64Array(2 * count + 1);
  b[0] = Math.SQRT1_2;
  for (let k = 1; k < b.length; k++) {
    let sum = b[k - 1]! / k;
    for (let j = 1; j < k; j++) sum -= (b[j]! * b[k - j]!) / (j + 1);
    b[k] = sum / (b[0]! * (1 + 1 / (k + 1)));
  }
  return Float64Array.from({ length: count }, (_, k) => {
    let product = Math.SQRT2;
    for (let i = 0; i < k; i++) product *= i + 0.5;
    return product * b[2 * k]!;
  });
}
