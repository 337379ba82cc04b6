"""The model: prompt, decoding, runtime, weights."""
