// One full-batch Adam step of a tanh network with one logistic output, as plain C: the speed that
// a careful person reaches by hand. Features are rows, points run along them.
//
//   cc -O3 -march=native -DWIDTH=2 -DDEPTH=6 -DPOINTS=400 step.c -lm && ./a.out STEPS BLOCKS
//
// Prints the least and the median time of a step over the blocks, in microseconds
// of the processor.
#define _GNU_SOURCE
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define INPUTS 2
#define LAYER_PARAMETERS(in, out) ((in) * (out) + (out))
#define PARAMETERS                                                                    \
  (LAYER_PARAMETERS(INPUTS, WIDTH) + (DEPTH - 1) * LAYER_PARAMETERS(WIDTH, WIDTH) +   \
   LAYER_PARAMETERS(WIDTH, 1))

typedef float Row[POINTS] __attribute__((aligned(64)));

static Row data[INPUTS], target, hidden[DEPTH][WIDTH], slope[2][WIDTH], error;
static float parameters[PARAMETERS], gradient[PARAMETERS], mean[PARAMETERS], square[PARAMETERS];

// The quotient of polynomials that XLA and Eigen use for float32.
static inline float fast_tanh(float x) {
  const float limit = 7.90531110763549805f;
  x = x > limit ? limit : x < -limit ? -limit : x;
  const float s = x * x;
  float p = -2.76076847742355e-16f;
  p = p * s + 2.00018790482477e-13f;
  p = p * s - 8.60467152213735e-11f;
  p = p * s + 5.12229709037114e-08f;
  p = p * s + 1.48572235717979e-05f;
  p = p * s + 6.37261928875436e-04f;
  p = p * s + 4.89352455891786e-03f;
  float q = 1.19825839466702e-06f;
  q = q * s + 1.18534705686654e-04f;
  q = q * s + 2.26843463243900e-03f;
  q = q * s + 4.89352518554385e-03f;
  return x * p / q;
}

static inline void affine(const float *restrict w, float b, int in, Row *x, float *restrict out) {
  for (int n = 0; n < POINTS; n++) out[n] = b;
  for (int j = 0; j < in; j++)
    for (int n = 0; n < POINTS; n++) out[n] += w[j] * x[j][n];
}

static inline float dot(const float *restrict a, const float *restrict b) {
  float sum = 0;
  for (int n = 0; n < POINTS; n++) sum += a[n] * b[n];
  return sum;
}

static inline float total(const float *restrict a) {
  float sum = 0;
  for (int n = 0; n < POINTS; n++) sum += a[n];
  return sum;
}

static inline int inputs_of(int layer) { return layer ? WIDTH : INPUTS; }

static inline int start_of(int layer) {
  return layer == 0 ? 0
                    : LAYER_PARAMETERS(INPUTS, WIDTH) +
                          (layer - 1) * LAYER_PARAMETERS(WIDTH, WIDTH);
}

static inline void differentiate(void) {
  Row *x = data;
  for (int l = 0; l < DEPTH; l++) {
    const int in = inputs_of(l);
    const float *w = parameters + start_of(l), *b = w + in * WIDTH;
    for (int i = 0; i < WIDTH; i++) {
      affine(w + i * in, b[i], in, x, hidden[l][i]);
      for (int n = 0; n < POINTS; n++) hidden[l][i][n] = fast_tanh(hidden[l][i][n]);
    }
    x = hidden[l];
  }
  const int last = start_of(DEPTH);
  affine(parameters + last, parameters[last + WIDTH], WIDTH, x, error);
  for (int n = 0; n < POINTS; n++)
    error[n] = (0.5f + 0.5f * fast_tanh(0.5f * error[n]) - target[n]) / POINTS;
  gradient[last + WIDTH] = total(error);
  for (int j = 0; j < WIDTH; j++) {
    gradient[last + j] = dot(error, x[j]);
    for (int n = 0; n < POINTS; n++)
      slope[0][j][n] = error[n] * parameters[last + j] * (1 - x[j][n] * x[j][n]);
  }
  Row *back = slope[0], *next = slope[1];
  for (int l = DEPTH - 1; l >= 0; l--) {
    const int in = inputs_of(l);
    const float *w = parameters + start_of(l);
    float *g = gradient + start_of(l);
    x = l ? hidden[l - 1] : data;
    for (int i = 0; i < WIDTH; i++) {
      for (int j = 0; j < in; j++) g[i * in + j] = dot(back[i], x[j]);
      g[in * WIDTH + i] = total(back[i]);
    }
    if (l == 0) break;
    for (int j = 0; j < WIDTH; j++) {
      for (int n = 0; n < POINTS; n++) next[j][n] = 0;
      for (int i = 0; i < WIDTH; i++)
        for (int n = 0; n < POINTS; n++) next[j][n] += w[i * in + j] * back[i][n];
      for (int n = 0; n < POINTS; n++) next[j][n] *= 1 - x[j][n] * x[j][n];
    }
    Row *swap = back;
    back = next;
    next = swap;
  }
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

static int ascending(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static float uniform(void) { return 2 * (rand() / (float)RAND_MAX) - 1; }

int main(int count, char **arguments) {
  const int steps = count > 1 ? atoi(arguments[1]) : 2000;
  const int blocks = count > 2 ? atoi(arguments[2]) : 30;
  double *times = malloc(blocks * sizeof *times);
  srand(1);
  for (int n = 0; n < POINTS; n++) {
    data[0][n] = uniform();
    data[1][n] = uniform();
    target[n] = data[0][n] * data[1][n] > 0;
  }
  for (int i = 0; i < PARAMETERS; i++) parameters[i] = uniform();
  double first = 1, second = 1;
  for (int k = 0; k < blocks; k++) {
    const double start = now();
    for (int s = 0; s < steps; s++) {
      differentiate();
      first *= 0.9;
      second *= 0.999;
      const float c1 = 1 / (1 - first), c2 = 1 / (1 - second);
      for (int i = 0; i < PARAMETERS; i++) {
        mean[i] = 0.9f * mean[i] + 0.1f * gradient[i];
        square[i] = 0.999f * square[i] + 0.001f * gradient[i] * gradient[i];
        parameters[i] -= 0.01f * (mean[i] * c1) / (sqrtf(square[i] * c2) + 1e-8f);
      }
    }
    times[k] = (now() - start) / steps * 1e6;
  }
  qsort(times, blocks, sizeof *times, ascending);
  printf("%.4f %.4f %g\n", times[0], times[blocks / 2], (double)parameters[0]);
  free(times);
}
