/**
 * Values of another implementation: Python's cryptography 48.0.0 over OpenSSL 4.0.0.
 *
 *     key = mldsa.MLDSA44PrivateKey.from_seed_bytes(bytes(range(32)))
 *     hashlib.sha256(key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()
 *     base64.b64encode(key.sign(b'some data'))
 *
 * The seed is that of the examples in RFC 9881, appendix C.
 */
export const SPKI_SHA256 = {
  'ml-dsa-44': '837832708c5236d951581f1fddf2b79991b3424a0486d16da1ddad0fd69701be',
  'ml-dsa-65': 'b8b62131bfbe84433efb2273d7f5b87f7a22854a2cfd366fc2aead86d837c52d',
  'ml-dsa-87': '07e57c4f14dbad1267f621ec3777b4e2e6c4fbc4c22fbb87510ff8e0b3c6a642',
} as const;

/** Of the octets of `some data`. */
export const ML_DSA_44_SIGNATURE: string =
  'AH9L4TJcuF1blYloh6Y7BK0RdEjws/vHaPUQSZOxsscmA6SZtYZksB34EaBnJiJ0oCZ7aI+5v9PK/JJMqpKtccdoXweQGBe0LHmPZJiQL+W5Lk' +
  'c8Fp+W5SwjKSLmgizzHVvARJvX7QDn0hh+YT58fC0cXpkRZTwSJSohHbXibU/nu8E2U0jcVfyRQqWvM26xTK/VOXb6gFv+kPR3K+0nXYJs4CPF' +
  'Iv/zX4t+TWFfqCHJDD5C8PyeCAGtZ6ravIRwH6TEfSHhG0IUnyxDmnNebwN5P3kLx743syP0Fpk4dFy/shh1e/ouFel0oPUBHKVRt6XiRRqFCw' +
  'h+KV0Qoh968K1XmBbXP7Qz5pjYOOBX/+VvD57n01nFLm58Fyz1YymCHC46tmp4eJpu6NtUps/8q1t7e9WUbRQBOHiGgnQDadiuGnqgiUzXLsQX' +
  'NE9RQ8/LNAtqr9+fIgLRR77zDDJ7s3j6yG/rwK6C9gQboXZxIOM1wRa/f9KE6Em81kK7W4drRLyBV9dQNFAa1QyZyjqAUdDzSfJBDcQhQNcPry' +
  'DEniP9tAAXLgeIau4euoemMiTA28s3qYo0Z8CC5clT5yQkD29PqIG8z9zclb6eqbtdHd85h8g/uDhqYsgnCsoOftoMxFH31Kn9IZepNMPL/1w5' +
  'XGFXyLFsK3nIxPCBFRMByZD2iR8lhFBqxYrZKfpCMbbDLm8GFQGV+xL6KtNLYnozh/i04Rm8SHzkmc5KTwnCckEoRwZ6X19gLQ8t5UQK1jTq4W' +
  'L5n9K1idifEO/+48o/wJO38QFkwsPLWgVR1rvP6rTFxXCrJUdDUbP3nBUq40zxJNxF2tNApgMszeB9w8QYr60jmfSJP+KObz0CvSjYtpFAoCa1' +
  'eT0NusDK1kSUYHYuPHCYIMV2tONXGp5+TIKYx3fFY/egr49XbFNHOE6hWzK6TVMy2lQpjsHQ/BQsMZSbzshGZbLF2PYIUb0/1lv+1hHKMUqM3V' +
  'igaSDTh80xf9RPkxLA7F57XWI/r4qqwwJRkf2VlKGg7uLhNDQ3bJFo851irrLf6lqVwEa+dv/zqStEfrzvPJDUlaURAorGaJEEi2xIpL91wk+A' +
  'rp5bzmO57EnJJneDtBtQ3sWJO1pny/gVXVlORlgQhfjLSu3rkUzOf2SljjHJfbRKa0FLYk64vPp9uJq0d9Lg5qf1AKa8Xsfr7o9U1ih9xY7oIm' +
  'rDpW6SccBUT20Hdc8wVHM8s8PriVIOYN17RUOZhznAZi9UmZsP+7yoXHwaFILjcG1tGv3ELSgIURTO06SvEgY9hdBgpUaux+OMFTleMG5iZwVo' +
  '9PQiyAUVesSjhyDO0uEnWjcGteksdXiyjTTPsZxxP9kVO3SaeyFjnGvGTm7yxzIDtf7KUUQR41FTHBrZMTTYdRE02XRNha/1VlUKmHVeogegk5' +
  'COdemjtYFT8fQAQa4CLXDvWvGCfAa3Y7fivYNXfn1rnb4p/jFHkot6C5ZhFAi8GLmZgj1KVN/2mNYqLEkavWbQmGn7w1A/nhSpQjLlYz/7bcK/' +
  'pMOzQByLVLAOe2uWFC29rib8bAcpAqnobOD2/VIaS4wGgv2ILbaf2LT34J7PlgNTgDYsOeXVCHfI1Qq0nqWwcpDzV9fIRGwgft60kbhUjcJY1e' +
  '/EkTdKYmljfYhnY/7Z/CnTmBj/V4Zduz71P+cV+d0hpyQ/br/CkFF5NEzhrSDTqdDfmI/FohSiSQ6yWscsIQUmaQCAoTpdXsjRYAMk5bd3W9Xo' +
  'xQDljHO0cYDV3Xqngc+XNYvmAx485ljaswndi0k9DsX8T+Xni3FsW9eT5bNeni5AOPezEVxYlKmwiXsMQkpWFoVN5O5XZqB+Bjr2p26MvZouqX' +
  '5QxqgS3LVqRDtTRbfqlNaPkaAQ9gZhsOikWFSFbW2AyN0pYgfFJ52tf+y76GbjgO2i0R4R04DdXLc5oloLqCn1qIDm39NnkRWayMAH9Wi+mPV8' +
  'xdrqL+tKQrlcXIMi/j12tHwDwgUQTlgVaxaH4oR4ZqtEda6OjpF+GwvEmqzb1aMBe/NfDJn6pSukKIOT0OFmTSljT6/k+5sicR9UtpD7xG/4+V' +
  'WDMjoG6DfyttwoGzXeFZCgfcnQFkUxX3C5h5Cg/IIXybTfLhgScgF3mO7vcn/bhOoZ/OCQN8+ifQbKkvwiDCHt6fpUvA25aD4vkN8OCremV5Tk' +
  'z/PMwMNAYuphz7CAlx+Wj0BreTL518Ub4zxr51V2PpuLwNqYAvXbKGBGFz8ZGjicitUeoSsY0Fj4gzRuJhZloFvHE5bZ8PT2z7M4jFklXj6C/e' +
  'kCVbbNoTCX75zpAqdR7sJm9dkXz5EIGgf3QmR59rsXJarbYkjf3JsfrvkXgOC+cT82UVU+tPRI9mQXsXxMQ8ahTXkB2Zwn0xdnUNEmQDkKVT+H' +
  'd8hTjHuEYjIpGugQc5wn33p0wlYMP3Y+LdJtPavyP0/fe7xoL1yxMRrY0IZDLIi3BuErvy8lrV16+OF4zJo6KTdO3T3I+Fi1a3aP8LGZZsSk2s' +
  'XUuZ1IxCLKeJlu6KKrWiFptPBkpfx29Yd3/Sx2emVskPqsL9kvrn9JGSZ1kY3ed9shsUuPxX7JxqJ2MdwLQry+TXVB8eUxlHT8jOQ+mrTQJxOJ' +
  '62mLuU0nongvmfEvcfxsNiffFIsKgP8DBa1lYPhd1XGYyZAa0bWLDTXpNwVdGdJ4zD0M6bZHf1lTZDytTzO7krvlHOhaT0bUlH2IumP1+C2deV' +
  'Ukj4ZNaF2Y20KzzcEa15Nfzy9ejtMHr9DTJuEnn9AbIJY+53bJpPD5xQzrV4WSSao/Tt9SAnY2i354mxY4AQetugE1qs7OF+2gyiRGJfp9H9mb' +
  'N3YTq8bAfYo4TsgwHO+KC8GXvBZasRg1W0ZL4/kjtYV23CWk4J6krUL7ILdO02iqlOKC+AIYxfJxGY98Oyjmo0tvHio9IHM71nyBqoIiVy2Grs' +
  'EaVhTNt67WM20pSWwV/v4l12xfyPjsxwz6RmSu0Ri+U97tk6d0NvpVDMCdXgj8mTEib2xOmsz6Lj33kb7/JFGsHCZp5TtXhYbgyPNa435ooqjV' +
  'YkoCmf51IWpmSM4WRWQqZ7Yeto/G+IFesDpSbHh7f5Kl1Nrg8/4JExYuREhldIOdsr3Y5QERHiEjJF5ugJ/E1+DpAChJXnWBnKiyucLb6/0AAA' +
  'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAwaKDY=';
