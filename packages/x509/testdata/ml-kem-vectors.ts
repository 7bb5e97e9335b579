/**
 * Values of another implementation: Python's cryptography 48.0.0 over OpenSSL 4.0.0. The ciphertexts are in base64.
 *
 *     key = mlkem.MLKEM768PrivateKey.from_seed_bytes(bytes(range(64)))
 *     key.public_key().encapsulate()
 *
 * The seed is that of the examples in RFC 9935, appendix C.
 */
export const ML_KEM_VECTORS = {
  'ml-kem-768': {
    spkiSha256: 'c23e23dd3d485a9256cda09358a4a286e00b373db10761eadf99f710649ca31c',
    sharedSecret: '71fbaa04d4e3713f6f100f688bf983b67c041398b9566c5faa71961f42856190',
    ciphertext:
      'WEIvey85CViRC0CFXGgVLpDeJIb8BJ+g2HtXvXUWZ8ewvvkZTBF7UL6qAX6U2s5KvRhK0wDbtzMAje7MOL29STuOMS6SGh2n/42y' +
      '5MUHSq8GHh/AL8ZinQrMLyRmVEFSr4EcmoexAzHxN6sdddZpysF4GG/Bk1T+N4pev5UjkkvNzRAKcHdYrz4ZH3ht2QeJH6hDU9No' +
      'stnevfTcB5ESnfPXlIGdifhtxuubQkNyR7BRC1RgCrpBBN0gINiqTsG4BuXS5CZAZdlG6A2JZdhk+7fup7BuHWkEJHsqdv5h2zqf' +
      'RdQjRAVaRSHksPi4ss+zjweudj5sYbQGe55Byl7S7YctkmbyPDTc5D2vkjEMoxnA5dRuLxmTP6ASJQTUGtzLSNR/6BelvOaxte7g' +
      'OOC446oYsIvz7OfhJL+L/YG8zCgTDqkhDuAy8h5pGJ4qUFUtm4x5+lZzERGaJzqy2WSXTgld85GI7n5yLr+z5J7+vi6PTlMmA2A6' +
      'MVuDHGY+J/BX+Iqv6V0L4BCNPCGV8pQSZ9YUb31jY8/x3ZNq4eanmylNMyoXpq46sJ4nlINjHtUi/n3sR4fDt84chYKIo3cgupyI' +
      'qZmooJ7aRNiNkZ3g2SXeof2LLqircYtsyscShysknaopl/EZhYOqKnK496IkB352PfYSdBvbSd31u6G4HZem57Fbmb37Os+ZbfIi' +
      'j7oDJMxzuC9SxbdgVcGWSmyTvjDp+Lvy/3X3iiiMSeqxUH7wLXR/y9mxuhNHeS1uPufCjn0TO8E4kNora0zf3VZsYpJ1AbYHm1zB' +
      '9uL7nr/hjOrg06FjVmPhdrRUHqhgYmGF01E5L8umNBThy3EjeZrMHyIAwEe8jJFpBQP0t95qJkBB5/lcpl0p+CEIDTugFj3aj0lV' +
      'MFolOT+6cYsNSugfVwIa9PG8H7DeU4WiLYVfIOaqtB8M0bPgcKe2nRGtEFIMABwXUZpfgF6lFCw21fKwPx9FGZtK5VNs6/7gRm+/' +
      'xjp1yRU8gjQozimb80mDgTxyx58I3a/3ybwNgTXqwl/LDrqFDX44cqwJDI65HBzJs6v4xJgt4eR83vwnxBawME2nflvHdbePbP69' +
      'gbFjlSq3NYifWZ+6a58W3/N88yOUgtdIaD0dSw0OjsnK5X6nkYG95x6keaX1ypC2ah7EuL1jvSGjZMQ3sxYgksj0f2j/YIKzvp0n' +
      'gR/5KEQUsr/M5ak464D4LC6eA8NWU8cCXu0EGvx1OrnMTx5PzmyDbm36oNiFnTRYc9UJePRAUnp0gkCuwrDHfAc21506f0qdLtb8' +
      'uRJt8FG+t+WQUnluA2yFX1oq323/E84bBvIVXj2bInleAEKqvSMLWM/AztbhG/3Y9J2PPn/nnb/K8Srv3URj/jZWoLIy/zJkVKC+' +
      'uMV+7cpZV4Vu5kkR/2IxisD/93QQ9rIWNSMmEheoAkkmG290zjI=',
  },
  'ml-kem-1024': {
    spkiSha256: 'd2b7480ae006a14b37c1e8a8e45ea39022e32a9b1a7b90d594c84d869c6ac420',
    sharedSecret: 'cdb464bfd0d03286bd2a27497f61a2d1b4192d2de0dc0de1bf0bc7fa47098729',
    ciphertext:
      'sEW4WixDaHC2pzBVHyGKow4hu0UEJqc3mWKyaQ9ctE74tuA+Yfw/3/AqycMq2LrSyqC59wNwtIQqNkt/0tcwqx/0nqeJcRldRrjq' +
      'Qp17Q4Nfk5u4uiip3816IvnEZTlwb2776ce1K/FfKden2aBbZy1m6GT3RBQakZkWCftk9ObSfbj6CFYC86ny9DzsddChPb2b0Oi0' +
      'b1t4aP0QQ6Jj7FXHYMkGrILPwNeZ09mYveDb2hj49gvXdWfvYJE+TxbMri+I8qRE1VKC00drfbJGGF/vOb19HVv4V5du3afBtVZG' +
      '+By1pVNpAUIwwTdakLJ5kNsatGl3fAj1QFIYFRfHcdp1qAjVs5Uc5Kp6C1wIVXMk35VK32tsrXMfGFbbBCDf/QJ3UOrJWUOEZW22' +
      'Gnf5bE4AuaO7nv1HmIEZNQYKqO7/htrsi/JXxVMoLYI+akkgxgz5W2KYnC6LOoU314+Z6CfcpIE2UDRhYNdjDhABgCPZloh3rJSW' +
      'hQUHvjJtLfIlqwtupKi8CKFZmpkLrE+t5Zsd8ZchORDtHwpZ6wbol7bSuLufkJZH4UnyvLY8pPCpBDQGLkVVV4tLAZDHrHBubAFJ' +
      'VA5d53SZszNwXXsXS4NdTJ7+dqlElllPU5/tHADQs7SRk/im09SNDE+Xk4ul01V+rbJLXTW2U/02rZ3WnxlJunjQ4EXgKa8/7sVn' +
      'bTPjtyXbmu0WITYJ/xoVmpDBLG75qLZ0VVq5jTOIvjkgKcHLHLbwbfvIXgW81HpRlh/L1SfDqLt5qZtWY8b5BItvHOggXlvtMqcl' +
      'qv/nZoGDGk+/k8BzZVxu76DcSVSvxbmjaE1RkmojSSi97m6dVAGTJG6rb4jFnEHovV1MpeUGgqcHbtnONcmLk1eNabZgKtDJJzCF' +
      'uWSQy/QDXzWHoomHXWnehAA9nx5Mj98fXsvH2H6vwXXHjFHprEZKUD26LJobtDcgc9aVPax5k5F4HBxhGuDeR90GofT/AbSLZetY' +
      'rDjoSuVj5Je8HaQudiVDFyEN+bWEUAA92IzSHdDp3Xkx3ARHrmxMp1kPJPjSgQyG8J1qzZ1M/uLIYMM7/HXlqTWbpvsZpSQUttWB' +
      'cDQGot6DsWlDKAbhUi895DAY/hm0nTIZVhWoLCbjQU5jT4+Tjj8erD8Fvx5I79+bFcXF0yTO8El/2KorIdPEQi76XNIbIAdOBTpg' +
      'qyu2M/IpDJmFXPytOwKwmfJtKP2Ymrl7uzqXJcpE2ZZoV4MT6x8zPqJ0BrGYwpxargVmazohlooRTADex95OS7+nkchgSpVFh9Uw' +
      'Yi9NNqyIeQ39HHLctLE2kIVQ+N4/Fzfox4/zrkPKqzbnxB/e+6Z6OuOFBcHZt2XJxTt0XegE5UPI/u+cGjdRL+pQ0g6VKX2tIvac' +
      'RpjAykIEY4drkYzswIGvou+HnEqQ8VPUwgI4nvcQRFGU0zoEqrxGhfkKESLAfYoE3KnTo64SO/oo4N55ctV8Kv/GNjsPdfNuJZ6y' +
      '2+tLkI5F++OvruF08MqLXXGABpzd3frEWLY2ztSTCgwANRBDF7bblvk/LErXEDGjpQ7sNWuHr0XTEQngDbtgCIbVth1KlKqBxa69' +
      'UJBfi/LJhtajBI6xZnEJexQQSRPjPEyuCgigvu693UND3l8UrKaWTPIaYYVRBq+KbWulFcVs/1+8xBatjmnyZnWkbt5VYzC/1U7L' +
      '24rZC7wxU1JHNjjd6ewnb2aXYWLlMnUGLxOdGgblUpbp79LE3jxbMfBNybwA9m+jFFuhKgFb1Hdzd/6dNI/VrLPkVdvAWSJMW1jO' +
      'YBcsobzVIs0rx5EjldAGMuRWliIe4GL3QCgP6l7fJfEihSTM91MNQ2E/6uhmuVeP29k6H49/JnUM8IrkByWzgSZZ+a/53CbSw8EQ' +
      '7yBD10lRaRO4B2Q+l8if7NjBcbhWJNlIK2nsk9yuIuRlYwfUxWO9XJ4RD9QiNNVD/wGeNWHdZ8QXFqB84nK8m60vQlXDaxOL8hHP' +
      'THuGYdMAwjDjyGXW5qVOAVZFFCfZccolhhdZH+KM6EpGdkwJS53cGfczUv54VcI6JQHA/ywzBQAIrR6swndph1CiQNY=',
  },
} as const;
