// The normal curve and Student's t, as the arithmetic of the ladder needs them.
const Curves = (() => {
  // The area of the standard normal curve below z: a series near the middle, a continued fraction in the tails.
  const normal = (z) => {
    const x = Math.abs(z);
    if (x === Infinity) return z > 0 ? 1 : 0;
    const density = Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
    let tail;
    if (x < 3.5) {
      let term = x;
      let sum = x;
      for (let n = 1; term > 1e-17 * sum; n += 1) {
        term *= (x * x) / (2 * n + 1);
        sum += term;
      }
      tail = 0.5 - density * sum;
    } else {
      let fraction = 0;
      for (let n = 60; n >= 1; n -= 1) fraction = n / (x + fraction);
      tail = density / (x + fraction);
    }
    return z > 0 ? 1 - tail : tail;
  };

  // The deviate below which a share p of the standard normal lies (Acklam 2003, with one step of Newton).
  const A = [-3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2, -3.066479806614716e1, 2.506628277459239];
  const B = [-5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1, -1.328068155288572e1, 1];
  const C = [-7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734, 4.374664141464968, 2.938163982698783];
  const D = [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416, 1];
  const along = (row, x) => row.reduce((sum, each) => sum * x + each, 0);
  const deviate = (p) => {
    let z;
    if (p < 0.02425 || p > 0.97575) {
      const q = Math.sqrt(-2 * Math.log(p < 0.5 ? p : 1 - p));
      z = (along(C, q) / along(D, q)) * (p < 0.5 ? 1 : -1);
    } else {
      const q = p - 0.5;
      z = (along(A, q * q) * q) / along(B, q * q);
    }
    const density = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
    return density > 1e-12 ? z - (normal(z) - p) / density : z;
  };

  const NODES = [0, 0.5384693101056831, -0.5384693101056831, 0.906179845938664, -0.906179845938664];
  const SHARES = [0.5688888888888889, 0.47862867049936647, 0.47862867049936647, 0.23692688505618908, 0.23692688505618908];

  // The mass of Student's t on each rung by its distance from the middle one: integrated over the rung (Gauss-Legendre),
  // so that nothing is lost far out, where two areas hardly differ.
  const student = (size, cell, scale, freedom, constant) => {
    const mass = new Float64Array(size);
    const wide = cell / scale;
    for (let at = 0; at < size; at += 1) {
      let sum = 0;
      for (let node = 0; node < 5; node += 1) {
        const t = (at + NODES[node] / 2) * wide;
        sum += SHARES[node] * (1 + (t * t) / freedom) ** (-(freedom + 1) / 2);
      }
      mass[at] = (sum * constant * wide) / 2;
    }
    return mass;
  };

  return { normal, deviate, student };
})();
